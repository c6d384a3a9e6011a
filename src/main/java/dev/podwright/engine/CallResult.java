package dev.podwright.engine;

import java.util.List;
import java.util.Optional;

/// What became of the tasks of a call.
///
/// @param ends of the tasks that came to an end, in their order; after a failure there are none
/// @param ended whether the call was ended from outside ([HostCall#end])
public record CallResult(String runId, List<End> ends, boolean ended) {
    public CallResult {
        ends = List.copyOf(ends);
    }

    /// The task that failed, or whose host was lost.
    public Optional<End> failure() {
        return ends.stream().filter(end -> end.outcome().stopsHost()).findFirst();
    }

    /// How a task ended.
    ///
    /// @param outcome as the host told it, for the program: where a short secret is part of an id, the id
    ///     stays whole
    /// @param shown the same with secrets masked, for messages
    public record End(Outcome outcome, Outcome shown) {}
}
