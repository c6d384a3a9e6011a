package dev.podwright.connection;

import dev.podwright.template.Script;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One task's work on a host, sent in one go: check, and where it declares a change (and this isn't a plan) apply,
/// and the check again. Where there is no apply, a declared change is a failure, except in a plan.
///
/// @param libraries shell libraries that the snippets need, by name; each is sent once a shell, in this order
/// @param part how much of it is done
/// @param verify run the check again after apply
/// @param keepGoing a failure of this block doesn't make the shell skip the blocks sent after it, but its loss does
/// @param environment variables of the snippets and their processes; values may be secret scripts
/// @param timeout for the whole block, from when the host begins it
public record Block(
        Script check,
        Optional<Script> apply,
        Map<String, Script> libraries,
        Part part,
        boolean verify,
        boolean keepGoing,
        Map<String, String> environment,
        Optional<Duration> timeout) {

    public enum Part {
        /// Stop after the check, as in a plan.
        CHECK,
        ALL,
        /// What is left of a block whose apply asked for a reboot: the check that verifies it.
        VERIFY
    }

    /// @param checkOnly stop after the check, as in a plan
    public Block(
            Script check,
            Optional<Script> apply,
            Map<String, Script> libraries,
            boolean checkOnly,
            boolean verify,
            boolean keepGoing,
            Map<String, String> environment,
            Optional<Duration> timeout) {
        this(check, apply, libraries, checkOnly ? Part.CHECK : Part.ALL, verify, keepGoing, environment, timeout);
    }

    /// A script of this program itself, which only looks or is judged by its caller.
    static Block script(Script script, Duration limit) {
        return new Block(script, Optional.empty(), Map.of(), true, false, true, Map.of(), Optional.of(limit));
    }

    /// Whether it stops after the check, as in a plan.
    public boolean checkOnly() {
        return part == Part.CHECK;
    }

    /// The same block, of which so much is done.
    public Block only(Part other) {
        return new Block(check, apply, libraries, other, verify, keepGoing, environment, timeout);
    }

    /// The same block, whose failure doesn't make the shell skip those behind it.
    public Block keptGoing() {
        return new Block(check, apply, libraries, part, verify, true, environment, timeout);
    }
}
