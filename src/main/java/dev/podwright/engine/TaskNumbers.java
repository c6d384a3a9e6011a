package dev.podwright.engine;

import dev.podwright.playbook.Play;
import dev.podwright.playbook.Step;
import dev.podwright.playbook.Task;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;

/// Numbers a play's tasks in the order in which a host comes past them, handlers last. From 1.
final class TaskNumbers {
    private final IdentityHashMap<Task, Integer> numbers = new IdentityHashMap<>();

    TaskNumbers(Play play) {
        inOrder(play).forEach(task -> numbers.put(task, numbers.size() + 1));
        play.handlers().forEach(task -> numbers.put(task, numbers.size() + 1));
    }

    int of(Task task) {
        return numbers.getOrDefault(task, 0);
    }

    /// How many there are.
    int size() {
        return numbers.size();
    }

    /// A play's tasks without its handlers.
    static List<Task> inOrder(Play play) {
        List<Task> tasks = new ArrayList<>();
        Stream.of(play.preTasks(), play.tasks(), play.postTasks()).forEach(list -> collect(list, tasks));
        return tasks;
    }

    private static void collect(List<Step> steps, List<Task> into) {
        for (Step step : steps) {
            switch (step) {
                case Task task -> into.add(task);
                case Step.Block block ->
                    Stream.of(block.body(), block.rescue(), block.always()).forEach(list -> collect(list, into));
            }
        }
    }
}
