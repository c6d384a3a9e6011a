package dev.podwright.inventory;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Host names as inventories write them: with ranges (`gpu[01:16]`, `rack-[a:f]`, `node[0:10:2]`) and, where the
/// format allows it, a user and a port (`admin@gpu-01:2222`, `[2001:db8::1]:22`).
final class HostNames {
    private static final int MAX_HOSTS = 65_536;
    private static final Pattern RANGE =
            Pattern.compile("\\[(?:(\\d*):(\\d+)|([a-z]):([a-z])|([A-Z]):([A-Z]))(?::(\\d+))?]");
    private static final Pattern BRACKETED =
            Pattern.compile("\\[([0-9A-Fa-f:.%]*:[0-9A-Fa-f:.%]*:[^\\]]*)](?::(\\d+))?");
    private static final Pattern WITH_PORT = Pattern.compile("([^:]+):(\\d+)");

    private HostNames() {}

    /// A host as written: its name without user and port.
    record Written(Optional<String> user, String name, Optional<Long> port) {}

    /// Takes user and port apart from the name; an IPv6 address needs brackets for a port to follow.
    static Written parse(String text) {
        int at = text.lastIndexOf('@');
        Optional<String> user = at > 0 ? Optional.of(text.substring(0, at)) : Optional.empty();
        String rest = text.substring(at + 1);
        Matcher bracketed = BRACKETED.matcher(rest);
        if (bracketed.matches() && !RANGE.matcher(rest).matches()) {
            return new Written(
                    user,
                    bracketed.group(1),
                    Optional.ofNullable(bracketed.group(2)).map(Long::valueOf));
        }
        Matcher withPort = WITH_PORT.matcher(
                RANGE.matcher(rest).replaceAll(range -> "_".repeat(range.group().length())));
        if (withPort.matches() && withPort.group(2).length() <= 5) {
            return new Written(user, rest.substring(0, withPort.end(1)), Optional.of(Long.valueOf(withPort.group(2))));
        }
        return new Written(user, rest, Optional.empty());
    }

    /// All names that a name with ranges stands for; none where it can't be used (then a problem was added).
    static List<String> expand(String name, Location place, Problems problems) {
        List<String> names = List.of(name);
        Matcher range = RANGE.matcher(name);
        if (range.find()) {
            names = expandAll(name, place, problems);
        }
        for (String one : names) {
            if (one.isBlank() || one.chars().anyMatch(c -> Character.isWhitespace(c) || "[],=/".indexOf(c) >= 0)) {
                problems.add(place, "\"%s\" can't be a host's name".formatted(one), hint(one));
                return List.of();
            }
        }
        return names;
    }

    private static String hint(String name) {
        return name.contains("[")
                ? "ranges are written gpu[01:16], rack-[a:f] or node[0:10:2]"
                : "names have no spaces, commas, brackets, slashes or \"=\"";
    }

    private static List<String> expandAll(String name, Location place, Problems problems) {
        List<String> names = new ArrayList<>(List.of(""));
        Matcher range = RANGE.matcher(name);
        int end = 0;
        while (range.find()) {
            String before = name.substring(end, range.start());
            List<String> values = values(range, place, problems);
            if ((long) names.size() * values.size() > MAX_HOSTS) {
                problems.add(place, "\"%s\" stands for more than %,d hosts".formatted(name, MAX_HOSTS));
                return List.of();
            }
            names = names.stream()
                    .flatMap(known -> values.stream().map(value -> known + before + value))
                    .toList();
            end = range.end();
        }
        String rest = name.substring(end);
        return names.stream().map(known -> known + rest).toList();
    }

    /// The values of one range, whose end belongs to it.
    private static List<String> values(Matcher range, Location place, Problems problems) {
        boolean digits = range.group(1) != null;
        String from = first(range.group(1), range.group(3), range.group(5));
        String to = first(range.group(2), range.group(4), range.group(6));
        long low = digits ? number(from) : from.charAt(0);
        long high = digits ? number(to) : to.charAt(0);
        long step = range.group(7) == null ? 1 : number(range.group(7));
        if (low > high || step < 1) {
            problems.add(place, "the range %s is empty".formatted(range.group()), "write the lower end first");
            return List.of();
        }
        if ((high - low) / step >= MAX_HOSTS) {
            problems.add(place, "the range %s stands for more than %,d hosts".formatted(range.group(), MAX_HOSTS));
            return List.of();
        }
        List<String> values = new ArrayList<>();
        for (long value = low; value <= high; value += step) {
            values.add(digits ? padded(value, from) : String.valueOf((char) value));
        }
        return values;
    }

    private static String first(@Nullable String... groups) {
        for (@Nullable String group : groups) {
            if (group != null) {
                return group;
            }
        }
        return "";
    }

    /// A number no longer than 18 digits; longer ones count as the largest, none (`[:16]`) as 0.
    private static long number(String digits) {
        if (digits.isEmpty()) {
            return 0;
        }
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    /// `01` begins a range of names with two digits, `1` one without zeros in front.
    private static String padded(long value, String from) {
        String digits = Long.toString(value);
        return from.startsWith("0") ? "0".repeat(Math.max(0, from.length() - digits.length())) + digits : digits;
    }
}
