package dev.podwright.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Names that always mean the same in expressions, whatever variables there are.
public final class ReservedNames {
    private static final Map<String, String> OURS = Map.of(
            "host", "the host itself",
            "facts", "what was found out about the host",
            "play", "the play",
            "run", "the run",
            "env", "the environment of the controller");

    /// Those that Ansible has too. Its inventories may hold some of them, to no effect.
    private static final Map<String, String> ANSIBLES = Map.ofEntries(
            Map.entry("inventory_hostname", "the host's name"),
            Map.entry("inventory_hostname_short", "the host's name up to its first dot"),
            Map.entry("inventory_dir", "the folder of the inventory that names the host"),
            Map.entry("inventory_file", "the inventory that names the host"),
            Map.entry("groups", "all groups with the names of their hosts"),
            Map.entry("group_names", "the groups that the host is in"),
            Map.entry("hostvars", "the variables, facts and results of all hosts"),
            Map.entry("play_hosts", "the hosts of the batch"),
            Map.entry("ansible_play_batch", "the hosts of the batch"),
            Map.entry("ansible_play_hosts", "the hosts that are still in the play"),
            Map.entry("ansible_play_hosts_all", "all hosts of the play"),
            Map.entry("ansible_play_name", "the play's name"),
            Map.entry("ansible_check_mode", "whether this is a plan"),
            Map.entry("playbook_dir", "the playbook's folder"));

    private static final Map<String, String> ALL = all();

    private ReservedNames() {}

    private static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>(OURS);
        all.putAll(ANSIBLES);
        return Collections.unmodifiableMap(all);
    }

    /// What a name stands for, if it is reserved.
    public static Optional<String> meaning(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /// Whether Ansible reserves the name too.
    public static boolean isAnsibles(String name) {
        return ANSIBLES.containsKey(name);
    }

    public static Set<String> names() {
        return ALL.keySet();
    }
}
