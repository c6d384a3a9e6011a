package dev.podwright.connection;

import dev.podwright.template.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A reboot that an apply asked for by `pw_reboot TIMEOUT [COMMAND [NAME=VALUE]…]`, and the blocks with which it is
/// done. The names:
///
/// - `boot_id`: a command that prints what differs from boot to boot, instead of the kernel's boot id and the start
///   of the first process.
/// - `test`: a command that must succeed before the host counts as back.
/// - `delay`: seconds to wait before the host is looked for.
/// - `force_after`: seconds after which a host that still hasn't shut down is rebooted without stopping its services.
///
/// @param before the boot id before the reboot
/// @param timeout how long the host may take until it is back
/// @param command what reboots the host; empty for the usual ways
public record Reboot(String before, Duration timeout, String command, Map<String, String> options) {
    private static final Set<String> NAMES = Set.of("boot_id", "test", "delay", "force_after");
    private static final Duration ORDER_LIMIT = Duration.ofSeconds(90);
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(20);
    private static final Duration TEST_LIMIT = Duration.ofSeconds(60);

    public Reboot {
        options = Map.copyOf(options);
    }

    /// @param fields of the record that the shell wrote: `reboot`, the boot id, what `pw_reboot` was given
    /// @throws IllegalArgumentException where they are no such thing, with a sentence about it
    static Reboot of(List<String> fields) {
        Map<String, String> options = new TreeMap<>();
        for (String option : fields.subList(Math.min(4, fields.size()), fields.size())) {
            int equals = option.indexOf('=');
            if (equals < 0 || !NAMES.contains(option.substring(0, equals))) {
                throw new IllegalArgumentException("pw_reboot knows no \"" + option + "\"");
            }
            options.put(option.substring(0, equals), option.substring(equals + 1));
        }
        Reboot reboot = new Reboot(
                PhaseReport.field(fields, 1),
                seconds(PhaseReport.field(fields, 2)),
                PhaseReport.field(fields, 3),
                options);
        reboot.delay();
        seconds(options.getOrDefault("force_after", "0"));
        return reboot;
    }

    private static Duration seconds(String text) {
        int seconds = PhaseReport.number(text);
        if (seconds < 0) {
            throw new IllegalArgumentException("pw_reboot was given \"" + text + "\", which is no number of seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    /// How long to wait before the host is looked for.
    public Duration delay() {
        return seconds(options.getOrDefault("delay", "0"));
    }

    /// What must succeed before the host counts as back.
    public Optional<String> testCommand() {
        return Optional.ofNullable(options.get("test"));
    }

    /// Whether boots are told apart by something else than what all hosts have.
    public boolean hasOwnBootId() {
        return options.containsKey("boot_id");
    }

    /// Reboots the host, unless it has been since. The connection may be lost before its answer comes.
    public Block order() {
        return script(ORDER_LIMIT, "order", command, options.getOrDefault("force_after", ""));
    }

    /// Gives the output `boot_id` and, while it is shutting down, `waits_for`.
    public Block look() {
        return script(LOOK_LIMIT, "look");
    }

    /// Runs the test command, whatever its exit status is the block's.
    public Block test(String testCommand) {
        return script(TEST_LIMIT, "try_out", testCommand);
    }

    private Block script(Duration limit, String what, String... more) {
        List<String> words = new ArrayList<>(List.of(before, options.getOrDefault("boot_id", "")));
        words.addAll(List.of(more));
        String call = words.stream().map(ShellResource::quoted).collect(Collectors.joining(" ", what + " ", "\n"));
        return Block.script(new Script(ShellResource.REBOOT.text() + call, Set.of()), limit);
    }
}
