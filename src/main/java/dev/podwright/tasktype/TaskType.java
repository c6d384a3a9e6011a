package dev.podwright.tasktype;

import dev.podwright.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a task does: a folder of templates with a manifest, or (where `onController`) an action of the engine
/// that has only a manifest, such as `debug`.
///
/// @param alternatives parameters of which a task gives one
/// @param facts outputs that become facts: fact name to output name; the output name `*` stands for all
///     outputs as one map
/// @param acceptsAny whether it takes parameters of any name besides its own, as they are (`set_fact`)
/// @param become whether it needs root unless the playbook says otherwise
/// @param verify whether the check runs again after apply and must then want nothing
/// @param safeToRepeat whether apply may be run again after a lost connection
/// @param reboots whether apply may ask for a reboot of the host
/// @param libraries the shell libraries (`templates/lib/NAME.sh`) its snippets call, in the order to load them
public record TaskType(
        String name,
        String summary,
        String description,
        List<Parameter> parameters,
        List<Alternatives> alternatives,
        List<Output> outputs,
        Map<String, String> facts,
        boolean acceptsAny,
        boolean onController,
        boolean become,
        boolean verify,
        boolean safeToRepeat,
        boolean reboots,
        List<String> libraries,
        Optional<Snippet> check,
        Optional<Snippet> apply,
        List<String> examples,
        SourceFile manifest) {
    public TaskType {
        parameters = List.copyOf(parameters);
        alternatives = List.copyOf(alternatives);
        outputs = List.copyOf(outputs);
        facts = Map.copyOf(facts);
        libraries = List.copyOf(libraries);
        examples = List.copyOf(examples);
    }

    public Optional<Parameter> parameter(String parameterName) {
        return parameters.stream().filter(p -> p.name().equals(parameterName)).findFirst();
    }

    /// What a task gives that gives one value instead of a map (`command: uptime`): the first required parameter, or
    /// the first of all where none is required. A type that takes any name wants a map.
    public Optional<Parameter> mainParameter() {
        if (acceptsAny) {
            return Optional.empty();
        }
        return parameters.stream()
                .filter(Parameter::required)
                .findFirst()
                .or(() -> parameters.stream().findFirst());
    }

    public Optional<Output> output(String outputName) {
        return outputs.stream().filter(o -> o.name().equals(outputName)).findFirst();
    }
}
