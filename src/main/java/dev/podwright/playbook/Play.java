package dev.podwright.playbook;

import dev.podwright.source.Location;
import dev.podwright.template.ValueTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tasks for the hosts that a pattern names.
///
/// @param connection play-level overrides of connection variables, by the variable's name: `user` (from
/// `remote_user`), `port`, `connection`
/// @param keywords hold for every task; its vars are the play's `vars`
/// @param varsFiles files of variables (see [VarsFile]), relative to the folder; read when the play starts, later
/// ones win
/// @param prompts variables to ask the operator for before the play starts
/// @param serial sizes of batches, numbers or percentages as text; empty means all at once
/// @param folder of the playbook file
public record Play(
        Location location,
        String name,
        ValueTemplate hosts,
        Strategy strategy,
        Order order,
        List<String> serial,
        Map<String, ValueTemplate> connection,
        Keywords keywords,
        List<ValueTemplate> varsFiles,
        List<Prompt> prompts,
        boolean gatherFacts,
        boolean forceHandlers,
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
        prompts = List.copyOf(prompts);
        preTasks = List.copyOf(preTasks);
        tasks = List.copyOf(tasks);
        postTasks = List.copyOf(postTasks);
        handlers = List.copyOf(handlers);
    }

    /// A play of nothing but tasks, as for a command line that names one task.
    public static Play of(String name, ValueTemplate hosts, List<Step> tasks, Path folder) {
        return new Play(
                hosts.location(),
                name,
                hosts,
                Strategy.FREE,
                Order.INVENTORY,
                List.of(),
                Map.of(),
                Keywords.NONE,
                List.of(),
                List.of(),
                true,
                false,
                Optional.empty(),
                List.of(),
                tasks,
                List.of(),
                List.of(),
                folder);
    }

    /// This play as imported: the import's variables win, its conditions and tags are added.
    Play imported(Keywords by) {
        return new Play(
                location,
                name,
                hosts,
                strategy,
                order,
                serial,
                connection,
                by.around(keywords).withVars(by.vars()),
                varsFiles,
                prompts,
                gatherFacts,
                forceHandlers,
                maxFailPercentage,
                preTasks,
                tasks,
                postTasks,
                handlers,
                folder);
    }

    public enum Strategy {
        /// Every host goes at its own pace.
        FREE,
        /// All hosts end a task before any begins the next.
        LINEAR
    }

    /// In which order hosts are begun.
    public enum Order {
        INVENTORY,
        REVERSE_INVENTORY,
        SORTED,
        REVERSE_SORTED,
        SHUFFLE
    }

    /// One entry of `vars_prompt`.
    ///
    /// @param isPrivate whether the answer isn't shown while it is typed; it is then a secret
    /// @param confirm whether it must be typed twice
    /// @param encrypt the scheme of the hash that the variable is to hold instead of the answer
    /// @param salt for the hash; empty for a random one
    public record Prompt(
            Location location,
            String variable,
            String question,
            Optional<ValueTemplate> defaultValue,
            boolean isPrivate,
            boolean confirm,
            Optional<String> encrypt,
            String salt) {}
}
