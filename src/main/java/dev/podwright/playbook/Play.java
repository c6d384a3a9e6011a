package dev.podwright.playbook;

import dev.podwright.source.Location;
import dev.podwright.template.ValueTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tasks for the hosts that a pattern names.
///
/// @param connection play-level overrides of connection variables (`remote_user`, `port`, `connection`,
/// `become_method`, `become_flags`), by the variable's name
/// @param keywords hold for every task; its vars are the play's `vars`
/// @param varsFiles read when the play starts, later files win
/// @param serial sizes of batches, numbers or percentages as text; empty means all at once
/// @param folder of the playbook file
public record Play(
        Location location,
        String name,
        ValueTemplate hosts,
        Strategy strategy,
        List<String> serial,
        Map<String, ValueTemplate> connection,
        Keywords keywords,
        List<ValueTemplate> varsFiles,
        boolean gatherFacts,
        boolean forceHandlers,
        boolean anyErrorsFatal,
        Optional<Integer> maxFailPercentage,
        List<Step> preTasks,
        List<Step> tasks,
        List<Step> postTasks,
        List<Task> handlers,
        Path folder) {
    public Play {
        serial = List.copyOf(serial);
        connection = Map.copyOf(connection);
        varsFiles = List.copyOf(varsFiles);
        preTasks = List.copyOf(preTasks);
        tasks = List.copyOf(tasks);
        postTasks = List.copyOf(postTasks);
        handlers = List.copyOf(handlers);
    }

    public enum Strategy {
        /// Every host goes at its own pace.
        FREE,
        /// All hosts end a task before any begins the next.
        LINEAR
    }
}
