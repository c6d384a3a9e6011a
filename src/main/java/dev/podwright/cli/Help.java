package dev.podwright.cli;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Help texts, made from the options themselves.
final class Help {
    private static final int WIDTH = 100;
    private static final int INDENT = 30;
    private static final String OTHER = "Options";

    private Help() {}

    static String overview() {
        StringBuilder text = new StringBuilder("Usage: podwright COMMAND …\n\n");
        for (CommandName name : CommandName.values()) {
            text.append("  %-11s%s\n".formatted(name.word(), name.summary()));
        }
        text.append("\npodwright COMMAND --help says more about one.\n");
        for (HelpTopic topic : HelpTopic.values()) {
            text.append("podwright help %s %s.\n".formatted(topic.word(), topic.summary()));
        }
        return text.toString();
    }

    static String of(CommandName name) {
        StringBuilder text = new StringBuilder("Usage: %s [OPTION…]\n\n%s.\n".formatted(name.usage(), name.summary()));
        groups(Arguments.parser(name.make())).forEach((group, options) -> {
            text.append("\n").append(group).append(":\n");
            options.forEach(option -> text.append(lines(option)));
        });
        return text.toString();
    }

    private static Map<String, List<Parameter>> groups(JCommander parser) {
        Map<String, List<Parameter>> groups = new TreeMap<>(
                Comparator.comparing((String group) -> !group.equals(OTHER)).thenComparing(Comparator.naturalOrder()));
        parser.getParameters().stream()
                .map(ParameterDescription::getParameterAnnotation)
                .filter(option -> option.names().length > 0)
                .sorted(Comparator.comparing(Help::sortKey))
                .forEach(option -> groups.computeIfAbsent(
                                option.category().isEmpty() ? OTHER : option.category(), _ -> new ArrayList<>())
                        .add(option));
        return groups;
    }

    private static String sortKey(Parameter option) {
        return option.names()[0].replace("-", "").toLowerCase(Locale.ROOT) + option.names()[0];
    }

    private static String lines(Parameter option) {
        String value = option.placeholder().isEmpty() ? "" : " " + option.placeholder();
        String names = "  " + String.join(", ", option.names()) + value;
        List<String> description = wrapped(option.description());
        StringBuilder text = new StringBuilder(names);
        text.append(names.length() + 2 > INDENT ? "\n" + " ".repeat(INDENT) : " ".repeat(INDENT - names.length()));
        return text.append(String.join("\n" + " ".repeat(INDENT), description))
                .append("\n")
                .toString();
    }

    private static List<String> wrapped(String description) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : description.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + word.length() + 1 > WIDTH - INDENT) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
