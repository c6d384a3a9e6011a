package dev.podwright.connection;

import dev.podwright.inventory.SshPatterns;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads OpenSSH's client configuration (ssh_config(5)): `Host` with patterns and negation, `Match all`,
/// `Match host …`, `Match originalhost …`, `Match user …`, `Include`, quotes, `keyword=value`. The first value of a
/// keyword wins, except where a keyword may be given several times. Blocks with other `Match` criteria don't apply.
///
/// JSch's own reader knows neither `Include` nor `Match` nor quotes, and reads a negated pattern as its opposite.
final class SshConfigFile {
    private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z]+)(?:\\s*=\\s*|\\s+)(.+?)\\s*");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final int INCLUDE_DEPTH = 16;

    private final String host;
    private final String user;
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private SshConfigFile(String host, String user) {
        this.host = host;
        this.user = user;
    }

    /// What the files say of a host, by keyword in lower case; each value is one line's words joined by spaces.
    ///
    /// @param host as the user names it
    /// @param user the login user where that is already known, else the local one
    static Map<String, List<String>> read(List<Path> files, String host, String user) throws IOException {
        SshConfigFile reader = new SshConfigFile(host, user);
        for (Path file : files) {
            if (Files.isReadable(file)) {
                reader.file(file, true, 0);
            }
        }
        return reader.values;
    }

    private void file(Path file, boolean appliesAround, int depth) throws IOException {
        if (depth > INCLUDE_DEPTH) {
            throw new IOException(file + ": Include goes deeper than " + INCLUDE_DEPTH + " files");
        }
        boolean applies = appliesAround;
        for (String line : Files.readAllLines(file)) {
            Matcher matcher = LINE.matcher(line);
            if (line.stripLeading().startsWith("#") || !matcher.matches()) {
                continue;
            }
            List<String> words = words(matcher.group(2));
            switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
                case "host" -> applies = appliesAround && SshPatterns.matches(words, host);
                case "match" -> applies = appliesAround && matchesCriteria(words);
                case "include" -> include(file, words, applies, depth);
                case String keyword -> {
                    if (applies) {
                        values.computeIfAbsent(keyword, _ -> new ArrayList<>()).add(String.join(" ", words));
                    }
                }
            }
        }
    }

    private void include(Path from, List<String> patterns, boolean applies, int depth) throws IOException {
        for (String pattern : patterns) {
            Path path = TargetVariables.path(pattern);
            Path folder = from.toAbsolutePath().getParent();
            Path absolute = path.isAbsolute() || folder == null ? path : folder.resolve(path);
            for (Path file : glob(absolute)) {
                file(file, applies, depth + 1);
            }
        }
    }

    private static List<Path> glob(Path pattern) throws IOException {
        Path folder = pattern.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> matcher.matches(file) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    private boolean matchesCriteria(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String criterion = words.get(i).toLowerCase(Locale.ROOT);
            if (criterion.equals("all")) {
                continue;
            }
            boolean negated = criterion.startsWith("!");
            String name = negated ? criterion.substring(1) : criterion;
            String argument = i + 1 < words.size() ? words.get(++i) : "";
            List<String> patterns = List.of(argument.split(",", -1));
            boolean matched = switch (name) {
                case "host", "originalhost" -> SshPatterns.matches(patterns, host);
                case "user" -> SshPatterns.matches(patterns, user);
                default -> negated;
            };
            if (matched == negated) {
                return false;
            }
        }
        return true;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return words;
    }
}
