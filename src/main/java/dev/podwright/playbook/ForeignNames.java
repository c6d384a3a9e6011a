package dev.podwright.playbook;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// What Ansible's users write out of habit, and what to write here.
final class ForeignNames {
    private static final String IMPORT = "import_tasks";

    /// Ansible's modules that have a counterpart of another name.
    private static final Map<String, String> COUNTERPARTS = Map.ofEntries(
            Map.entry("apt", "package"),
            Map.entry("yum", "package"),
            Map.entry("dnf", "package"),
            Map.entry("dnf5", "package"),
            Map.entry("apk", "package"),
            Map.entry("zypper", "package"),
            Map.entry("pacman", "package"),
            Map.entry("apt_repository", "repository"),
            Map.entry("apt_key", "repository"),
            Map.entry("deb822_repository", "repository"),
            Map.entry("yum_repository", "repository"),
            Map.entry("rpm_key", "repository"),
            Map.entry("systemd", "service"),
            Map.entry("systemd_service", "service"),
            Map.entry("sysvinit", "service"),
            Map.entry("docker_container", "run_container"),
            Map.entry("podman_container", "run_container"),
            Map.entry("docker_image", "ensure_image"),
            Map.entry("docker_image_pull", "ensure_image"),
            Map.entry("docker_container_exec", "container_exec"),
            Map.entry("lineinfile", "line"),
            Map.entry("replace", "line"),
            Map.entry("get_url", "download"),
            Map.entry("uri", "download"),
            Map.entry("modprobe", "kernel_module"),
            Map.entry("synchronize", "copy"),
            Map.entry("slurp", "fetch"),
            Map.entry("raw", "shell"),
            Map.entry("script", "shell"),
            Map.entry("unarchive", "shell"),
            Map.entry("pip", "command"),
            Map.entry("git", "command"),
            Map.entry("wait_for_connection", "wait_for"));

    /// What does the work of a counterpart that isn't among the task types.
    private static final Map<String, String> INSTEAD = Map.of(
            "line", "template",
            "fetch", "command",
            "kernel_module", "command");

    private static final String LAST_RESORT = "shell";

    private static final String STATIC = "write \"import_tasks\": the file is read before the run, and a \"when\" or "
            + "\"tags\" beside it hold for each of its tasks";
    private static final String NO_ROLES =
            "there are no roles: write \"import_tasks: roles/NAME/tasks/main.yml\" under "
                    + "\"tasks\", and list the role's defaults under the play's \"vars_files\"";

    /// Ansible's names that stand for something that isn't a task type here.
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("setup", "facts are gathered at connect: see the play's \"gather_facts\""),
            Map.entry("gather_facts", "facts are gathered at connect: see the play's \"gather_facts\""),
            Map.entry("ping", "\"podwright ping\" tries the connections"),
            Map.entry("include_tasks", STATIC),
            Map.entry("include", STATIC),
            Map.entry("import_role", NO_ROLES),
            Map.entry("include_role", NO_ROLES),
            Map.entry("include_vars", "list the file under the play's \"vars_files\""),
            Map.entry("add_host", "declare hosts in an inventory"),
            Map.entry("group_by", "declare groups in an inventory"),
            Map.entry("stat", "use \"command\" with \"register\" and \"failed_when: false\""),
            Map.entry("blockinfile", "use \"template\" or \"copy\" for the whole file"),
            Map.entry("import_playbook", "it stands at the top of a playbook, beside the plays"));

    private static final Map<String, String> KEYWORDS = Map.ofEntries(
            Map.entry("sudo", "write \"become: true\""),
            Map.entry("sudo_user", "write \"become_user\""),
            Map.entry("su", "write \"become: true\""),
            Map.entry("local_action", "write the task type as usual, and \"delegate_to: localhost\""),
            Map.entry("action", "write the task type's name as the key, with its parameters under it"),
            Map.entry("args", "write all parameters as a map under the task type"),
            Map.entry("async", "tasks wait for their commands; \"timeout\" limits how long"),
            Map.entry("poll", "tasks wait for their commands; \"timeout\" limits how long"),
            Map.entry("roles", NO_ROLES),
            Map.entry("include_playbook", "write \"import_playbook\""),
            Map.entry("connection", "a play has it; for a task on this machine write \"delegate_to: localhost\""),
            Map.entry("remote_user", "a play has it; for a task as another user write \"become_user\""),
            Map.entry("extended", "\"index_var\" gives an item's position, and [=list?size] their number"),
            Map.entry("user", "write \"remote_user\""),
            Map.entry("gather_subset", "all facts come in one round trip; leave it out"),
            Map.entry("collections", "task types are found by their own names; leave it out"),
            Map.entry("module_defaults", "use \"vars\", or a task type of your own"),
            Map.entry("delegate_facts", "facts always belong to the host of the play; leave it out"),
            Map.entry("debugger", "there is no debugger; \"podwright plan\" shows what would change"));

    private static final Map<String, String> ADD_HOST =
            Map.of("host", "name", "hostname", "name", "group", "groups", "groupname", "groups");

    private ForeignNames() {}

    /// What to write instead of a task type that doesn't exist; empty where the name isn't known from Ansible.
    ///
    /// @param known the names of all task types
    static Optional<String> taskTypeHint(String name, Collection<String> known) {
        String plain = name.substring(name.lastIndexOf('.') + 1);
        if (!plain.equals(name) && (known.contains(plain) || plain.equals(IMPORT))) {
            return Optional.of("write \"" + plain + '"');
        }
        return Optional.ofNullable(COUNTERPARTS.get(plain))
                .map(counterpart -> counterpartHint(plain, counterpart, known))
                .or(() -> Optional.ofNullable(ELSEWHERE.get(plain)));
    }

    private static String counterpartHint(String foreign, String counterpart, Collection<String> known) {
        if (known.contains(counterpart) || counterpart.equals(IMPORT)) {
            return "the counterpart of Ansible's %s is \"%s\"".formatted(foreign, counterpart);
        }
        String instead = INSTEAD.getOrDefault(counterpart, LAST_RESORT);
        return known.contains(instead)
                ? "Ansible's %s has no counterpart; \"%s\" can do its work".formatted(foreign, instead)
                : "Ansible's %s has no counterpart; write a task type of your own".formatted(foreign);
    }

    /// Our name for a parameter for which Ansible's module has several names, where the task type would take the name
    /// for a variable's.
    static Optional<String> parameter(String taskType, String name) {
        return taskType.equals("add_host") ? Optional.ofNullable(ADD_HOST.get(name)) : Optional.empty();
    }

    /// What to write instead of a keyword that doesn't exist; empty where it isn't known from Ansible.
    static Optional<String> keywordHint(String key) {
        return key.startsWith("with_")
                ? Optional.of("write \"loop\" with a list")
                : Optional.ofNullable(KEYWORDS.get(key));
    }
}
