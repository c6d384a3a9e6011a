package dev.podwright.engine;

import dev.podwright.connection.Block;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is to be done for a task or a loop's item on a host, now that its inputs are known.
sealed interface Prepared {

    /// Nothing, since a condition doesn't hold.
    record Skip(String reason) implements Prepared {}

    /// An action of the engine itself.
    record OnController(Map<String, Object> arguments) implements Prepared {}

    /// Work for the host.
    ///
    /// @param runAs the user it runs as
    /// @param uploads files too large to travel inside the block
    /// @param place the host it is for, which isn't the task's own where it is delegated
    /// @param fetched where a file goes that the host sends
    record OnHost(Block block, RunAs runAs, List<Upload> uploads, HostRun place, Optional<Path> fetched)
            implements Prepared {}

    /// A local file and where on the host it is to lie for the apply snippet.
    record Upload(Path local, String staged) {}
}
