package dev.podwright.playbook;

import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import dev.podwright.source.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Who notifies whom in a play; checked once all its handlers are known.
final class Notifications {
    private final List<YamlNode.Scalar> wanted = new ArrayList<>();

    void add(YamlNode.Scalar name) {
        wanted.add(name);
    }

    void check(Set<String> known, Problems problems) {
        for (YamlNode.Scalar name : wanted) {
            if (!known.contains(name.text())) {
                String otherwise = known.isEmpty()
                        ? "this play has no handlers: add one of this name under \"handlers\""
                        : "the handlers are: " + String.join(", ", known);
                problems.add(
                        name.location(),
                        "there is no handler \"" + name.text() + "\" in this play",
                        Suggestions.didYouMean(name.text(), known, otherwise));
            }
        }
    }
}
