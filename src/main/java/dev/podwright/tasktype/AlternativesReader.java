package dev.podwright.tasktype;

import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import dev.podwright.source.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads which parameters of a manifest exclude each other: lists of their names under `one_of` and
/// `at_most_one_of`.
record AlternativesReader(List<Parameter> parameters, Problems problems) {
    List<Alternatives> read(ManifestNode manifest) {
        List<Alternatives> alternatives = new ArrayList<>();
        manifest.items(ManifestKeys.ONE_OF).forEach(node -> alternatives.add(read(ManifestKeys.ONE_OF, node, true)));
        manifest.items(ManifestKeys.AT_MOST_ONE_OF)
                .forEach(node -> alternatives.add(read(ManifestKeys.AT_MOST_ONE_OF, node, false)));
        return alternatives;
    }

    private Alternatives read(String key, YamlNode node, boolean required) {
        if (!(node instanceof YamlNode.Sequence list) || list.items().size() < 2) {
            problems.add(
                    node.location(),
                    "\"%s\" takes lists of two parameters or more".formatted(key),
                    "such as %s: [[cmd, argv]]".formatted(key));
            return new Alternatives(List.of(), false);
        }
        list.items().forEach(name -> check(name, required));
        return new Alternatives(
                list.items().stream().map(name -> name.toValue().toString()).toList(), required);
    }

    private void check(YamlNode name, boolean required) {
        List<String> known = parameters.stream().map(Parameter::name).toList();
        String text = name.toValue().toString();
        Optional<Parameter> parameter =
                parameters.stream().filter(p -> p.name().equals(text)).findFirst();
        if (parameter.isEmpty()) {
            problems.add(
                    name.location(),
                    "there is no parameter \"%s\"".formatted(text),
                    Suggestions.didYouMean(text, known, "known are " + String.join(", ", known)));
        } else if (parameter.get().required()) {
            problems.add(name.location(), "\"%s\" is required, so no other can stand for it".formatted(text));
        } else if (required && parameter.get().defaultValue().isPresent()) {
            problems.add(name.location(), "\"%s\" has a default, so it is never missing".formatted(text));
        }
    }
}
