package dev.podwright.playbook;

import dev.podwright.source.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `vars_prompt`.
final class PromptReader {
    static final List<String> SCHEMES = List.of("sha512", "sha256", "md5", "sha512_crypt", "sha256_crypt", "md5_crypt");

    private PromptReader() {}

    static List<Play.Prompt> read(Fields play) {
        List<Play.Prompt> prompts = new ArrayList<>();
        play.nodeOrNothing("vars_prompt").ifPresent(node -> {
            if (node instanceof YamlNode.Sequence list) {
                list.items().forEach(item -> prompt(play, item).ifPresent(prompts::add));
            } else {
                play.problem(
                        node,
                        "\"vars_prompt\" must be a list, not " + node.kind(),
                        "begin each variable with \"- name: \"");
            }
        });
        return prompts;
    }

    private static Optional<Play.Prompt> prompt(Fields play, YamlNode item) {
        if (!(item instanceof YamlNode.Mapping map)) {
            play.problem(item, "a prompt must be a map, not " + item.kind(), "write \"name: \" and \"prompt: \"");
            return Optional.empty();
        }
        Fields fields = new Fields(map, play.reading());
        UnknownKeys.refuse(fields, KnownKeys.PROMPT, "a prompt");
        if (!fields.has("name")) {
            play.problem(item, "a prompt needs the name of its variable", "add \"name: \"");
        }
        return fields.text("name")
                .filter(name -> VariableNames.check(name, play.reading().problems()))
                .map(name -> prompt(fields, name));
    }

    private static Play.Prompt prompt(Fields fields, YamlNode.Scalar variable) {
        return new Play.Prompt(
                variable.location(),
                variable.text(),
                fields.text("prompt").map(YamlNode.Scalar::text).orElse(variable.text()),
                fields.value("default"),
                fields.flag("private", true),
                fields.flag("confirm", false),
                fields.text("encrypt").flatMap(scheme -> scheme(fields, scheme)),
                fields.text("salt").map(YamlNode.Scalar::text).orElse(""));
    }

    /// Ansible's names of schemes are those of a library of Python's, such as `sha512_crypt`.
    private static Optional<String> scheme(Fields fields, YamlNode.Scalar written) {
        String scheme = written.text().replaceFirst("_crypt$", "");
        if (!SCHEMES.contains(written.text())) {
            fields.problem(
                    written,
                    "\"encrypt\" must be sha512, sha256 or md5, not \"%s\"".formatted(written.text()),
                    "sha512 is what most distributions use");
            return Optional.empty();
        }
        return Optional.of(scheme);
    }
}
