package dev.podwright.playbook;

import dev.podwright.source.YamlNode;

/// Reads a block with its `rescue` and `always`.
record BlockReader(Fields fields, Reading reading) {

    static boolean isBlock(Fields fields) {
        return fields.has("block") || fields.has("rescue") || fields.has("always");
    }

    Step.Block read() {
        UnknownKeys.refuse(fields, KnownKeys.BLOCK, "a block");
        if (!fields.has("block")) {
            fields.problem(
                    fields.mapping().entries().getFirst().key(),
                    "\"rescue\" and \"always\" need a \"block\" beside them",
                    "put the tasks that may fail under \"block\"");
        }
        return new Step.Block(
                fields.location(),
                fields.text("name").map(YamlNode.Scalar::text).orElse(""),
                KeywordsReader.read(fields),
                StepsReader.read(fields, "block", reading),
                StepsReader.read(fields, "rescue", reading),
                StepsReader.read(fields, "always", reading));
    }
}
