package dev.podwright.playbook;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The keys that plays, blocks, tasks and imports understand.
final class KnownKeys {
    /// What plays, blocks, imports of tasks and tasks share.
    private static final List<String> SHARED = List.of(
            "name",
            "vars",
            "environment",
            "become",
            "become_user",
            "become_method",
            "become_flags",
            "tags",
            "ignore_errors",
            "ignore_unreachable",
            "no_log",
            "check_mode",
            "diff",
            "throttle",
            "any_errors_fatal");

    /// What blocks, imports of tasks and tasks share beside that.
    private static final List<String> INNER = List.of("when", "timeout", "run_once", "delegate_to", "notify");

    static final Set<String> PLAY = with(
            SHARED,
            List.of(),
            "hosts",
            "remote_user",
            "port",
            "connection",
            "vars_files",
            "vars_prompt",
            "serial",
            "strategy",
            "order",
            "gather_facts",
            "max_fail_percentage",
            "force_handlers",
            "pre_tasks",
            "tasks",
            "post_tasks",
            "handlers");
    static final Set<String> PLAYBOOK_IMPORT = Set.of("import_playbook", "name", "vars", "when", "tags");
    static final Set<String> BLOCK = with(SHARED, INNER, "block", "rescue", "always");
    static final Set<String> TASK_IMPORT = with(SHARED, INNER, "import_tasks");
    static final Set<String> TASK = with(
            SHARED,
            INNER,
            "loop",
            "loop_control",
            "register",
            "until",
            "retries",
            "delay",
            "changed_when",
            "failed_when",
            "listen");
    static final Set<String> LOOP_CONTROL = Set.of("loop_var", "index_var", "label", "pause");
    static final Set<String> PROMPT = 
            Set.of("name", "prompt", "default", "private", "confirm", "encrypt", "salt", "unsafe");

    private KnownKeys() {}

    private static Set<String> with(List<String> shared, List<String> inner, String... more) {
        Set<String> all = new TreeSet<>(shared);
        all.addAll(inner);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}
