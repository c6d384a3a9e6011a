package dev.podwright.playbook;

import dev.podwright.source.Suggestions;
import dev.podwright.source.YamlNode;

/// Refuses keys that nothing reads, with what was probably meant.
final class UnknownKeys {
    private UnknownKeys() {}

    /// @param owner what has the keys, such as `a play`
    static void refuse(Fields fields, KnownKeys known, String owner) {
        for (YamlNode.Entry entry : fields.mapping().entries()) {
            if (!known.contains(entry.name())) {
                refuse(fields, entry, known, owner);
            }
        }
    }

    static void refuse(Fields fields, YamlNode.Entry entry, KnownKeys known, String owner) {
        String key = entry.name();
        String hint = ForeignNames.keywordHint(key)
                .or(() -> Suggestions.nearest(key, known.names()).map("did you mean \"%s\"?"::formatted))
                .or(() -> misplaced(key, owner))
                .orElse("");
        fields.problem(entry.key(), owner + " has no keyword \"" + key + '"', hint);
    }

    private static java.util.Optional<String> misplaced(String key, String owner) {
        if (!owner.equals("a task") && KnownKeys.TASK.contains(key)) {
            return java.util.Optional.of("put it on each task it is meant for");
        }
        return KnownKeys.PLAY.contains(key)
                ? java.util.Optional.of("it belongs to a play")
                : java.util.Optional.empty();
    }
}
