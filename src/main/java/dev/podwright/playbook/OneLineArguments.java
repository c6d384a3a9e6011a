package dev.podwright.playbook;

import dev.podwright.tasktype.TaskType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Recognizes Ansible's one-line arguments, `copy: src=a dest=b`.
final class OneLineArguments {
    private static final Pattern ARGUMENT = Pattern.compile("\\s*([A-Za-z_]+)=(\"[^\"]*\"|'[^']*'|\\S*)");

    private OneLineArguments() {}

    /// The text as a YAML map, where it begins with arguments of which at least one is a parameter of the type.
    static Optional<String> asMap(String text, TaskType type) {
        Map<String, String> arguments = new LinkedHashMap<>();
        Matcher matcher = ARGUMENT.matcher(text);
        while (matcher.lookingAt()) {
            arguments.put(matcher.group(1), matcher.group(2));
            matcher.region(matcher.end(), text.length());
        }
        return arguments.keySet().stream()
                        .anyMatch(name ->
                                type.acceptsAny() || type.parameter(name).isPresent())
                ? Optional.of(flowMap(arguments))
                : Optional.empty();
    }

    private static String flowMap(Map<String, String> arguments) {
        return arguments.entrySet().stream()
                .map(argument -> argument.getKey() + ": " + argument.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
