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
    /// The last number of each list of tasks.
    private final List<Integer> lasts = new ArrayList<>();
    private final int tasks;

    TaskNumbers(Play play) {
        for (List<Step> list : List.of(play.preTasks(), play.tasks(), play.postTasks())) {
            inOrder(list).forEach(task -> numbers.put(task, numbers.size() + 1));
            lasts.add(numbers.size());
        }
        tasks = numbers.size();
        play.handlers().forEach(task -> numbers.put(task, numbers.size() + 1));
    }

    int of(Task task) {
        return numbers.getOrDefault(task, 0);
    }

    /// Where a task stands among all that a play's hosts come to.
    int position(Task task) {
        return position(of(task), 0);
    }

    /// Where a handler stands that is run when its host has come past a task.
    ///
    /// @param after the task's number
    int position(Task handler, int after) {
        return position(after, of(handler) - tasks);
    }

    private int position(int number, int handler) {
        return number * (numbers.size() - tasks + 1) + handler;
    }

    /// The number of the last task of one of the play's lists.
    int last(int list) {
        return lasts.get(list);
    }

    /// A play's tasks without its handlers.
    static List<Task> inOrder(Play play) {
        List<Task> tasks = new ArrayList<>();
        Stream.of(play.preTasks(), play.tasks(), play.postTasks()).forEach(list -> collect(list, tasks));
        return tasks;
    }

    private static List<Task> inOrder(List<Step> list) {
        List<Task> tasks = new ArrayList<>();
        collect(list, tasks);
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
