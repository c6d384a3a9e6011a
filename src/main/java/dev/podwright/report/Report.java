package dev.podwright.report;

import dev.podwright.engine.RunListener;
import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A report that the operator wants as a file: `--report KIND=FILE`.
public record Report(Kind kind, Path file) {
    /// What can be written, by the name used on the command line.
    public enum Kind {
        JUNIT,
        JSON,
        HTML;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Reads `KIND=FILE`; what is wrong with it becomes a problem.
    public static Optional<Report> parse(String text, Problems problems) {
        int equals = text.indexOf('=');
        String word = equals < 0 ? text : text.substring(0, equals);
        Optional<Kind> kind =
                Arrays.stream(Kind.values()).filter(k -> k.word().equals(word)).findFirst();
        Location place = Location.named("--report " + text);
        if (kind.isEmpty()) {
            problems.add(
                    place,
                    "unknown report kind \"" + word + "\"",
                    Suggestions.didYouMean(word, words(), "there are " + String.join(", ", words())));
        } else if (equals < 0 || equals == text.length() - 1) {
            problems.add(place, "no file to write to", "write it as --report " + word + "=FILE");
        } else {
            return kind.map(k -> new Report(k, Path.of(text.substring(equals + 1))));
        }
        return Optional.empty();
    }

    /// A listener that writes the file, at once or when the run has ended.
    ///
    /// @throws IOException where the file can't be written; its folder is made if it is missing
    public RunListener open() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return switch (kind) {
            case JUNIT -> new JUnitReport(Files.newOutputStream(file));
            case HTML -> new HtmlReport(Files.newOutputStream(file));
            case JSON -> new JsonLines(Files.newBufferedWriter(file));
        };
    }

    private static List<String> words() {
        return Arrays.stream(Kind.values()).map(Kind::word).toList();
    }
}
