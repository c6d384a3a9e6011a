package dev.podwright.engine;

import java.util.List;
import java.util.Optional;

/// What became of the tasks of a call.
///
/// @param outcomes of the tasks that came to an end, in their order; after a failure there are none. Secrets are masked
///     in all but the outputs
/// @param ended whether the call was ended from outside ([HostCall#end])
public record CallResult(String runId, List<Outcome> outcomes, boolean ended) {
    public CallResult {
        outcomes = List.copyOf(outcomes);
    }

    /// The outcome of the task that failed, or whose host was lost.
    public Optional<Outcome> failure() {
        return outcomes.stream().filter(Outcome::stopsHost).findFirst();
    }
}
