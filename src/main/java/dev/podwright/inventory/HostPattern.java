package dev.podwright.inventory;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Suggestions;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Finds the hosts that a pattern names. As in Ansible plain parts add hosts first, then `&` parts keep those
/// they name, then `!` parts take theirs away, in whatever order they are written.
final class HostPattern {
    /// `group[0]`, `group[-1]`, `group[1:3]`, `group[1:]`; both ends belong to it.
    private static final Pattern SUBSCRIPT = Pattern.compile("(.+)\\[(?:(-?\\d{1,9})|(\\d{0,9})[:-](\\d{0,9}))]");

    private final Inventory inventory;
    private final Location place;
    private final Problems problems;

    HostPattern(Inventory inventory, Location place, Problems problems) {
        this.inventory = inventory;
        this.place = place;
        this.problems = problems;
    }

    List<Host> match(String pattern) {
        List<String> parts = withFiles(pattern);
        List<String> plain = parts.stream()
                .filter(part -> !part.startsWith("&") && !part.startsWith("!"))
                .toList();
        Set<String> found = new LinkedHashSet<>();
        (plain.isEmpty() && !parts.isEmpty() ? List.of("all") : plain).forEach(part -> found.addAll(names(part)));
        parts.stream()
                .filter(part -> part.startsWith("&"))
                .forEach(part -> found.retainAll(Set.copyOf(names(part.substring(1)))));
        parts.stream()
                .filter(part -> part.startsWith("!"))
                .forEach(part -> found.removeAll(Set.copyOf(names(part.substring(1)))));
        return found.stream().flatMap(name -> inventory.host(name).stream()).toList();
    }

    /// All parts, with `@file` replaced by the patterns that the file's lines hold.
    private List<String> withFiles(String pattern) {
        List<String> parts = new ArrayList<>();
        for (String part : split(pattern)) {
            if (part.startsWith("@")) {
                lines(Path.of(part.substring(1))).forEach(line -> parts.addAll(split(line)));
            } else {
                parts.add(part);
            }
        }
        return parts;
    }

    private List<String> lines(Path file) {
        try {
            return SourceFile.read(file)
                    .text()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (UncheckedIOException _) {
            problems.add(
                    place, "can't read the file \"%s\" of host patterns".formatted(file), "it has one pattern a line");
            return List.of();
        }
    }

    /// Splits at commas and colons, but not within brackets, nor the IPv6 address of a host.
    private List<String> split(String pattern) {
        List<String> parts = new ArrayList<>();
        for (String piece : splitOutsideOfBrackets(pattern, ',')) {
            boolean address = inventory.host(piece.replaceFirst("^[&!]", "")).isPresent();
            parts.addAll(address ? List.of(piece) : splitOutsideOfBrackets(piece, ':'));
        }
        return parts;
    }

    private static List<String> splitOutsideOfBrackets(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == separator && depth == 0) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0) {
                depth = Math.max(0, depth - 1);
            }
        }
        parts.add(text.substring(start).strip());
        return parts.stream().filter(part -> !part.isEmpty()).toList();
    }

    private List<String> names(String part) {
        if (part.startsWith("~")) {
            return regex(part.substring(1));
        }
        return named(part).or(() -> subscript(part)).or(() -> globbed(part)).orElseGet(() -> unknown(part));
    }

    private List<String> unknown(String part) {
        Set<String> known = new LinkedHashSet<>();
        inventory.groups().forEach(group -> known.add(group.name()));
        inventory.hosts().forEach(host -> known.add(host.name()));
        String command = "podwright inventory %s--list".formatted(sources());
        problems.add(
                place,
                "there is no host or group \"%s\"".formatted(part),
                Suggestions.nearest(part, known)
                        .map("did you mean \"%s\"? "::formatted)
                        .orElse("")
                        .concat("(%s shows what there is)".formatted(command)));
        return List.of();
    }

    private String sources() {
        StringBuilder options = new StringBuilder();
        inventory
                .sources()
                .forEach(source -> options.append("-i ").append(source).append(' '));
        return options.toString();
    }

    /// The hosts of a name; empty where it isn't known.
    private Optional<List<String>> named(String part) {
        if (inventory.group(part).isPresent()) {
            return Optional.of(hostNames(inventory.members(part)));
        }
        return inventory.host(part).isPresent() ? Optional.of(List.of(part)) : Optional.empty();
    }

    /// The hosts of a glob; empty where it is none.
    private Optional<List<String>> globbed(String part) {
        boolean glob = part.chars().anyMatch(c -> c == '*' || c == '?');
        return glob || isCharacterClass(part) ? Optional.of(matching(glob(part).asMatchPredicate())) : Optional.empty();
    }

    /// `gpu-0[12]` may mean the hosts `gpu-01` and `gpu-02`, where there is no `gpu-0`.
    private boolean isCharacterClass(String part) {
        return part.contains("[") && !matching(glob(part).asMatchPredicate()).isEmpty();
    }

    /// A glob's `*`, `?`, `[…]` and `[!…]`, as a regular expression.
    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int close = glob.indexOf(']', i + 2);
            if (c == '[' && close > 0) {
                String set = glob.substring(i + 1, close);
                regex.append(set.startsWith("!") ? "[^" : "[")
                        .append(set.replaceFirst("^!", "").replaceAll("[\\[&^\\\\]", "\\\\$0"))
                        .append(']');
                i = close;
            } else {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }

    private List<String> regex(String regex) {
        try {
            Matcher matcher = Pattern.compile(regex).matcher("");
            return matching(name -> matcher.reset(name).lookingAt());
        } catch (PatternSyntaxException e) {
            problems.add(
                    place,
                    "\"%s\" is not a regular expression: %s".formatted(regex, e.getDescription()),
                    "what stands behind ~ is one; a pattern with * and ? needs no ~");
            return List.of();
        }
    }

    /// The hosts of groups whose name fits, then those whose own does.
    private List<String> matching(Predicate<String> fits) {
        Set<String> found = new LinkedHashSet<>();
        inventory.groups().stream()
                .filter(group -> fits.test(group.name()))
                .forEach(group -> found.addAll(hostNames(inventory.members(group.name()))));
        inventory.hosts().stream().map(Host::name).filter(fits).forEach(found::add);
        return List.copyOf(found);
    }

    private Optional<List<String>> subscript(String part) {
        Matcher subscript = SUBSCRIPT.matcher(part);
        if (!subscript.matches()) {
            return Optional.empty();
        }
        String base = subscript.group(1);
        return named(base).or(() -> globbed(base)).map(hosts -> {
            if (subscript.group(2) != null) {
                return one(part, hosts, Integer.parseInt(subscript.group(2)));
            }
            String from = subscript.group(3);
            String to = subscript.group(4);
            int first = from.isEmpty() ? 0 : Math.min(Integer.parseInt(from), hosts.size());
            int end = to.isEmpty() ? hosts.size() : Math.min(Integer.parseInt(to) + 1, hosts.size());
            return hosts.subList(first, Math.max(first, end));
        });
    }

    private List<String> one(String part, List<String> hosts, int index) {
        int position = index < 0 ? hosts.size() + index : index;
        if (position < 0 || position >= hosts.size()) {
            problems.add(
                    place,
                    "there is no \"%s\"".formatted(part),
                    "it has %d hosts, counted from 0".formatted(hosts.size()));
            return List.of();
        }
        return List.of(hosts.get(position));
    }

    private static List<String> hostNames(List<Host> hosts) {
        return hosts.stream().map(Host::name).toList();
    }
}
