package dev.podwright.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The reference of all keywords of playbooks, as Markdown.
public final class KeywordReference {
    private KeywordReference() {}

    public static List<String> lines() {
        Map<String, KnownKeys> sections = new LinkedHashMap<>();
        sections.put("A play", KnownKeys.PLAY);
        sections.put("A task", KnownKeys.TASK);
        sections.put("A block", KnownKeys.BLOCK);
        sections.put("`import_tasks`", KnownKeys.TASK_IMPORT);
        sections.put("`import_playbook`", KnownKeys.PLAYBOOK_IMPORT);
        sections.put("`loop_control`", KnownKeys.LOOP_CONTROL);
        sections.put("An entry of `vars_prompt`", KnownKeys.PROMPT);
        List<String> lines = new ArrayList<>(List.of(
                "# Playbooks",
                "",
                "A playbook is a list of plays. A task has, besides these keywords, exactly one task type with its parameters."
                        + " `[=expression]`",
                "may stand in every value but where it says that it must be fixed."));
        sections.forEach((title, keys) -> {
            lines.addAll(List.of("", "## " + title, "", "| keyword | takes | |", "|---|---|---|"));
            keys.keywords()
                    .forEach(keyword -> lines.add("| `%s` | %s | %s |"
                            .formatted(
                                    keyword.name(),
                                    keyword.form().words().replace("|", "\\|"),
                                    keyword.doc().replace("|", "\\|"))));
        });
        return lines;
    }
}
