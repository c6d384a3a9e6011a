package dev.podwright.template;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Ansible's names for what has another name here.
public final class AnsibleNames {
    private static final Pattern FACT = Pattern.compile("ansible_facts(?:\\.|\\[\\s*['\"])(\\w+)");
    private static final String PREFIX = "ansible_";
    private static final String NETWORK = "addresses are no fact here: register what \"command: ip -j addr\" says";

    /// Facts, without `ansible_` before them, as `ansible_facts` holds them.
    private static final Map<String, String> FACTS = Map.ofEntries(
            Map.entry("hostname", "facts.hostname"),
            Map.entry("nodename", "facts.hostname"),
            Map.entry("fqdn", "facts.hostname"),
            Map.entry("distribution", "facts.os.id"),
            Map.entry("distribution_version", "facts.os.version"),
            Map.entry("distribution_major_version", "facts.os.version?keep_before(\".\")"),
            Map.entry("distribution_release", "facts.os.codename"),
            Map.entry("lsb", "facts.os"),
            Map.entry("os_family", "facts.os.family"),
            Map.entry("architecture", "facts.architecture"),
            Map.entry("machine", "facts.architecture"),
            Map.entry("kernel", "facts.kernel"),
            Map.entry("pkg_mgr", "facts.package_manager"),
            Map.entry("service_mgr", "facts.init"),
            Map.entry("processor_count", "facts.cpus"),
            Map.entry("processor_vcpus", "facts.cpus"),
            Map.entry("processor_nproc", "facts.cpus"),
            Map.entry("memtotal_mb", "facts.memory_mib"),
            Map.entry("user_id", "facts.user"),
            Map.entry("user_uid", "facts.uid"),
            Map.entry("user_dir", "facts.home"),
            Map.entry("virtualization_type", "facts.container"),
            Map.entry("failed_task", "failed_task"),
            Map.entry("failed_result", "failed_result"));

    private static final Map<String, String> HINTS = Map.ofEntries(
            Map.entry("ansible_facts", "facts are under facts: ansible_facts['os_family'] is facts.os.family"),
            Map.entry("ansible_env", "register what a command says of the host's environment; env is this machine's"),
            Map.entry("ansible_date_time", "the time on this machine is .now, such as .now?iso_utc"),
            Map.entry("ansible_default_ipv4", NETWORK),
            Map.entry("ansible_default_ipv6", NETWORK),
            Map.entry("ansible_all_ipv4_addresses", NETWORK),
            Map.entry("ansible_interfaces", NETWORK),
            Map.entry("ansible_loop", "loop_control's index_var counts the items"),
            Map.entry("ansible_loop_var", "the item is called item, or as loop_control's loop_var says"),
            Map.entry("ansible_limit", "the hosts of the play are play.hosts"),
            Map.entry("ansible_version", "\"podwright version\" tells the version; expressions don't know it"),
            Map.entry("role_path", "there are no roles; playbook_dir is the playbook's folder"),
            Map.entry("role_name", "there are no roles"),
            Map.entry("vars", "a variable whose name is computed is .vars[name]"),
            Map.entry("query", "the function is lookup(…)"),
            Map.entry("q", "the function is lookup(…)"),
            Map.entry("now", "the time on this machine is .now"),
            Map.entry("range", "write 0..<n"),
            Map.entry("True", "write true"),
            Map.entry("False", "write false"));

    private AnsibleNames() {}

    /// What to write instead of a name that isn't defined.
    ///
    /// @param expression in which it stands
    static Optional<String> hint(String name, String expression) {
        if (name.equals("ansible_facts")) {
            Matcher fact = FACT.matcher(expression);
            Optional<String> precise = fact.find() ? fact(fact.group(1)) : Optional.empty();
            return precise.or(() -> Optional.ofNullable(HINTS.get(name)));
        }
        return Optional.ofNullable(HINTS.get(name))
                .or(() -> name.startsWith(PREFIX) ? fact(name.substring(PREFIX.length())) : Optional.empty());
    }

    /// What to write instead of a fact of Ansible's.
    ///
    /// @param name without `ansible_` before it
    public static Optional<String> fact(String name) {
        return Optional.ofNullable(FACTS.get(name))
                .map("write %s"::formatted)
                .or(() -> Optional.ofNullable(HINTS.get(PREFIX + name)));
    }
}
