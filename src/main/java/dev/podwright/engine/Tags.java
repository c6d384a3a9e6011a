package dev.podwright.engine;

import java.util.List;

/// Which tasks `--tags` and `--skip-tags` leave, with Ansible's special tags `always`, `never`, `tagged`, `untagged`
/// and `all`.
public record Tags(List<String> wanted, List<String> skipped) {

    public boolean select(List<String> tags) {
        return isWanted(tags) && !isSkipped(tags);
    }

    private boolean isWanted(List<String> tags) {
        List<String> asked = wanted.isEmpty() ? List.of("all") : wanted;
        if (tags.contains("always")) {
            return true;
        }
        if (tags.contains("never")) {
            return asked.stream().anyMatch(tags::contains);
        }
        return matches(asked, tags);
    }

    private boolean isSkipped(List<String> tags) {
        boolean spared = tags.contains("always") && !skipped.contains("always");
        return skipped.contains("all") ? !spared : matches(skipped, tags);
    }

    private static boolean matches(List<String> asked, List<String> tags) {
        return asked.contains("all")
                || (asked.contains("tagged") && !tags.isEmpty())
                || (asked.contains("untagged") && tags.isEmpty())
                || asked.stream().anyMatch(tags::contains);
    }
}
