package dev.podwright.connection;

import dev.podwright.template.Script;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One task's work on a host, sent in one go: check, and where it declares a change (and this isn't a plan) apply,
/// and the check again. Where there is no apply, a declared change is a failure, except in a plan.
///
/// @param libraries shell libraries that the snippets need, by name; each is sent once a shell, in this order
/// @param checkOnly stop after the check, as in a plan
/// @param verify run the check again after apply
/// @param keepGoing a failure of this block doesn't make the shell skip the blocks sent after it, but its loss does
/// @param environment variables of the snippets and their processes; values may be secret scripts
/// @param timeout for the whole block, from when the host begins it
public record Block(
        Script check,
        Optional<Script> apply,
        Map<String, Script> libraries,
        boolean checkOnly,
        boolean verify,
        boolean keepGoing,
        Map<String, String> environment,
        Optional<Duration> timeout) {}
