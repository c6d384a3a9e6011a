package dev.podwright.playbook;

import dev.podwright.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads `import_tasks` and `import_playbook`: the other file is read here and now, before any host is known.
record ImportReader(Fields fields, Reading reading) {

    /// The imported tasks as a block that carries the import's keywords.
    Optional<Step.Block> tasks() {
        refuseForeignKeys();
        Keywords keywords = KeywordsReader.read(fields);
        String name = fields.text("name").map(YamlNode.Scalar::text).orElse("");
        return document("import_tasks").map(found -> {
            List<Step> body = StepsReader.read(found.document().root(), "a file of tasks", found.reading());
            return new Step.Block(fields.location(), name, keywords, body, List.of(), List.of());
        });
    }

    /// The imported plays; the import's variables win over the plays' own, its conditions and tags are added.
    List<Play> plays() {
        UnknownKeys.refuse(fields, KnownKeys.PLAYBOOK_IMPORT, "import_playbook");
        Keywords keywords = KeywordsReader.read(fields);
        return document("import_playbook")
                .map(found ->
                        new PlaysReader(found.reading()).read(found.document().root()))
                .orElse(List.of())
                .stream()
                .map(play -> play.imported(keywords))
                .toList();
    }

    private void refuseForeignKeys() {
        for (YamlNode.Entry entry : fields.mapping().entries()) {
            if (KnownKeys.TASK_IMPORT.contains(entry.name())) {
                continue;
            }
            if (entry.name().equals("loop") || entry.name().startsWith("with_")) {
                fields.problem(
                        entry.key(),
                        "an import can't be looped over: it is read once, before any host is known",
                        "put the loop on the tasks in the file");
            } else {
                UnknownKeys.refuse(fields, entry, KnownKeys.TASK_IMPORT, "import_tasks");
            }
        }
    }

    private record Found(YamlFiles.Document document, Reading reading) {}

    private Optional<Found> document(String key) {
        return fileName(key).flatMap(name -> {
            Path file = reading.folder().resolve(name.text()).normalize();
            if (isCycle(file)) {
                fields.problem(name, file + " imports itself: " + chain(file), "break the circle");
                return Optional.empty();
            }
            return YamlFiles.read(file, name.location(), reading.vault(), reading.problems())
                    .map(document -> new Found(document, reading.into(file)));
        });
    }

    /// The file's name: as text, or as Ansible's `{file: …}`.
    private Optional<YamlNode.Scalar> fileName(String key) {
        return fields.node(key).flatMap(node -> {
            Fields named = node instanceof YamlNode.Mapping map ? new Fields(map, reading) : fields;
            String nameKey = node instanceof YamlNode.Mapping ? "file" : key;
            if (named.node(nameKey).orElse(node) instanceof YamlNode.Scalar name) {
                return named.names(nameKey).stream()
                        .findFirst()
                        .filter(_ -> !name.text().isBlank());
            }
            fields.problem(
                    node, "\"" + key + "\" must be a file's name, not " + node.kind(), "import one file at a time");
            return Optional.empty();
        });
    }

    private boolean isCycle(Path file) {
        return reading.files().stream()
                .anyMatch(open -> open.toAbsolutePath()
                        .normalize()
                        .equals(file.toAbsolutePath().normalize()));
    }

    private String chain(Path file) {
        StringBuilder chain = new StringBuilder();
        reading.files().forEach(open -> chain.append(open.normalize()).append(" → "));
        return chain.append(file).toString();
    }
}
