package dev.podwright.connection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a host reported of a block.
///
/// @param changes what the check declared before apply
/// @param outputs by name, each call's values in order; a later phase's calls replace an earlier phase's of the same
/// name
/// @param rc exit status of the phase that ended it (of apply, where that ran and succeeded)
/// @param failure what stopped it, where something did
/// @param reboot where apply asked for one
public record BlockResult(
        Status status,
        List<Change> changes,
        Map<String, List<List<String>>> outputs,
        List<String> warnings,
        Optional<String> deferred,
        int rc,
        String stdout,
        String stderr,
        Optional<Failure> failure,
        Optional<Reboot> reboot) {
    public BlockResult {
        changes = List.copyOf(changes);
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        warnings = List.copyOf(warnings);
    }

    /// That of a check which wants nothing.
    public static final BlockResult NOTHING_TO_DO = new BlockResult(
            Status.OK, List.of(), Map.of(), List.of(), Optional.empty(), 0, "", "", Optional.empty(), Optional.empty());

    /// This result of a block that asked for a reboot, with what its check says after that.
    public BlockResult verifiedBy(BlockResult verify) {
        Map<String, List<List<String>>> latest = new LinkedHashMap<>(outputs);
        latest.putAll(verify.outputs);
        List<String> allWarnings = new ArrayList<>(warnings);
        allWarnings.addAll(verify.warnings);
        boolean good = verify.status == Status.OK;
        return new BlockResult(
                good ? Status.CHANGED : Status.FAILED,
                changes,
                latest,
                allWarnings,
                Optional.empty(),
                good ? rc : verify.rc,
                good ? stdout : stdout + verify.stdout,
                good ? stderr : stderr + verify.stderr,
                verify.failure,
                reboot);
    }

    public enum Status {
        /// The check wants nothing.
        OK,
        /// Changes were declared and, unless check-only, applied and verified.
        CHANGED,
        /// Changes were applied, and the host must be rebooted before they are verified.
        REBOOT,
        /// The check can't know before an earlier task is applied.
        DEFERRED,
        FAILED,
        /// It ran longer than its timeout, or was interrupted, and was ended.
        TIMED_OUT,
        /// Not run, since a block before it failed.
        SKIPPED_AFTER_FAILURE,
        /// The connection was lost while it ran or before it could.
        LOST
    }

    /// One thing that differs from what was declared. `from` and `to` are empty where only the fact of it is known.
    public record Change(String what, String from, String to) {}

    /// @param phase `check`, `apply` or `verify`; empty where the host never began the block
    /// @param message what `pw_fail` said, else a sentence with the exit status
    /// @param at the trace mark of the last command begun, such as `run_container/apply:34`; may be empty
    /// @param remaining what the check still wanted after apply, where it did not converge
    /// @param kind which failure it is, as `pw_fail` named it for programs, such as `port_taken`; may be empty
    public record Failure(String phase, String message, String hint, String at, List<Change> remaining, String kind) {
        public Failure(String phase, String message, String hint, String at, List<Change> remaining) {
            this(phase, message, hint, at, remaining, "");
        }

        /// The same failure of that kind.
        Failure of(String word) {
            return new Failure(phase, message, hint, at, remaining, word);
        }
    }
}
