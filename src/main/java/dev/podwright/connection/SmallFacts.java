package dev.podwright.connection;

import dev.podwright.source.NullValue;
import dev.podwright.template.Script;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The facts known of every host: a block to be sent first on a shell, and the reader of its result.
///
/// The facts: `os` (a map of `id`, `id_like`, `version`, `codename`, `family`, `name`), `kernel`, `architecture` (as
/// `uname -m` says), `hostname`, `user`, `uid`, `home`, `sudo` (`root`, `passwordless`, `password`, `none`),
/// `package_manager` (`apt`, `dnf`, `yum`, `zypper`, `apk`, `pacman`, `none`), `init` (`systemd`, `openrc`, `sysv`,
/// `none`), `cgroup` (1, 2, or 0 where there are none), `cpus`, `memory_mib`, `container` (`docker`, `podman`, …,
/// `none`), `wsl`. `family` is `debian`, `redhat`, `suse`, `alpine`, `arch`, else the id.
public final class SmallFacts {
    private static final Set<String> NUMBERS = Set.of("uid", "cgroup", "cpus", "memory_mib");
    private static final List<String> NAMES = List.of(
            "os",
            "kernel",
            "architecture",
            "hostname",
            "user",
            "uid",
            "home",
            "sudo",
            "package_manager",
            "init",
            "cgroup",
            "cpus",
            "memory_mib",
            "container",
            "wsl");

    private SmallFacts() {}

    /// Keeps going where it fails, so that the caller decides what that means.
    public static Block block() {
        return Block.script(new Script(ShellResource.FACTS.compact(), Set.of()), Duration.ofMinutes(1));
    }

    /// The facts by name, as a tree of values; [NullValue#NULL] for one that the host couldn't tell.
    ///
    /// @throws IllegalArgumentException where the result isn't one of [#block] that succeeded, or a value isn't
    ///     what it should be
    public static Map<String, Object> read(BlockResult result) {
        if (result.status() != BlockResult.Status.OK) {
            throw new IllegalArgumentException("the facts weren't gathered: " + result.status());
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        for (String name : NAMES) {
            facts.put(name, value(name, result.outputs().getOrDefault(name, List.of())));
        }
        return facts;
    }

    private static Object value(String name, List<List<String>> calls) {
        if (calls.isEmpty() || calls.getLast().isEmpty()) {
            return NullValue.NULL;
        }
        List<String> values = calls.getLast();
        String first = values.getFirst();
        if (name.equals("os")) {
            return pairs(values);
        }
        if (name.equals("wsl")) {
            return first.equals("true");
        }
        return NUMBERS.contains(name) ? number(name, first) : first;
    }

    private static Object number(String name, String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the host's fact " + name + " is no number: \"" + text + "\"", e);
        }
    }

    private static Map<String, Object> pairs(List<String> values) {
        Map<String, Object> pairs = new LinkedHashMap<>();
        for (String pair : values) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("the host's fact os holds \"" + pair + "\", which is no key=value");
            }
            pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return pairs;
    }
}
