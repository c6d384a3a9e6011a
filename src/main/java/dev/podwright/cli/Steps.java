package dev.podwright.cli;

import dev.podwright.playbook.Keywords;
import dev.podwright.playbook.Play;
import dev.podwright.playbook.Step;
import dev.podwright.playbook.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Walks through the tasks of a play in the order written, blocks opened up.
final class Steps {
    private Steps() {}

    /// @param keywords of the task within those of the blocks around it
    record Placed(Task task, Keywords keywords) {}

    /// All tasks but handlers.
    static List<Placed> tasks(Play play) {
        List<Placed> found = new ArrayList<>();
        Stream.of(play.preTasks(), play.tasks(), play.postTasks())
                .forEach(steps -> collect(steps, Keywords.NONE, found));
        return found;
    }

    private static void collect(List<Step> steps, Keywords around, List<Placed> found) {
        for (Step step : steps) {
            switch (step) {
                case Task task -> found.add(new Placed(task, around.around(task.keywords())));
                case Step.Block block -> {
                    Keywords inner = around.around(block.keywords());
                    collect(block.body(), inner, found);
                    collect(block.rescue(), inner, found);
                    collect(block.always(), inner, found);
                }
            }
        }
    }
}
