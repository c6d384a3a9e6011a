package dev.podwright.playbook;

import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;
import dev.podwright.tasktype.ParameterType;
import dev.podwright.template.ValueTemplate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads what plays, blocks and tasks have in common.
final class KeywordsReader {
    private static final Pattern ENVIRONMENT_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private KeywordsReader() {}

    static Keywords read(Fields fields) {
        return new Keywords(
                Conditions.read(fields, "when"),
                variables(fields),
                environment(fields),
                become(fields),
                tags(fields),
                fields.value("ignore_errors", ParameterType.BOOL),
                fields.value("ignore_unreachable", ParameterType.BOOL),
                fields.flag("no_log", false),
                fields.value("check_mode", ParameterType.BOOL),
                fields.value("diff", ParameterType.BOOL),
                fields.wholeNumber("throttle", 0, Long.MAX_VALUE),
                fields.optionalFlag("any_errors_fatal"),
                fields.value("timeout", ParameterType.DURATION),
                fields.optionalFlag("run_once"),
                fields.value("delegate_to", ParameterType.STRING),
                notifies(fields));
    }

    private static Keywords.Become become(Fields fields) {
        return new Keywords.Become(
                fields.value("become", ParameterType.BOOL),
                fields.value("become_user", ParameterType.STRING),
                fields.chosen("become_method", KnownKeys.BECOME_METHODS),
                fields.value("become_flags", ParameterType.STRING));
    }

    private static List<String> notifies(Fields fields) {
        List<YamlNode.Scalar> names = fields.names("notify");
        names.forEach(fields.reading().notifications()::add);
        return names.stream().map(YamlNode.Scalar::text).toList();
    }

    static Map<String, ValueTemplate> variables(Fields fields) {
        return fields.map("vars")
                .map(vars -> allVariables(vars.mapping(), fields.reading().problems()))
                .orElse(Map.of());
    }

    /// Every entry of a map as a variable.
    static Map<String, ValueTemplate> allVariables(YamlNode.Mapping map, Problems problems) {
        Map<String, ValueTemplate> variables = new LinkedHashMap<>();
        for (YamlNode.Entry entry : map.entries()) {
            if (VariableNames.check(entry.key(), problems)) {
                variables.put(entry.name(), ValueTemplate.compile(entry.value(), problems));
            }
        }
        return variables;
    }

    private static Map<String, ValueTemplate> environment(Fields fields) {
        Map<String, ValueTemplate> environment = new LinkedHashMap<>();
        fields.map("environment").ifPresent(map -> {
            for (YamlNode.Entry entry : map.mapping().entries()) {
                environmentVariable(entry, map, environment);
            }
        });
        return environment;
    }

    private static void environmentVariable(
            YamlNode.Entry entry, Fields fields, Map<String, ValueTemplate> environment) {
        if (!ENVIRONMENT_NAME.matcher(entry.name()).matches()) {
            fields.problem(
                    entry.key(),
                    "\"" + entry.name() + "\" can't be an environment variable's name",
                    "letters, digits and underscores only, and no digit first");
        } else if (!(entry.value() instanceof YamlNode.Scalar)) {
            fields.problem(
                    entry.value(),
                    "environment variable \"%s\" must be text, not %s"
                            .formatted(entry.name(), entry.value().kind()),
                    "");
        } else {
            environment.put(
                    entry.name(),
                    ValueTemplate.compile(entry.value(), fields.reading().problems()));
        }
    }

    /// Tags as a list, or as one text with commas.
    static List<String> tags(Fields fields) {
        return fields.names("tags").stream()
                .flatMap(tags -> Arrays.stream(tags.text().split(",", -1)))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .toList();
    }
}
