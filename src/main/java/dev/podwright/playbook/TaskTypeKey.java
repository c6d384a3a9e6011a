package dev.podwright.playbook;

import dev.podwright.source.Suggestions;
import dev.podwright.source.YamlNode;
import dev.podwright.tasktype.TaskType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Finds the one key of a task that is a task type's name.
record TaskTypeKey(Fields task, Reading reading) {

    /// A task type and the key that names it.
    record Use(TaskType type, YamlNode.Entry entry) {}

    Optional<Use> find() {
        List<YamlNode.Entry> uses = new ArrayList<>();
        List<YamlNode.Entry> unknown = new ArrayList<>();
        for (YamlNode.Entry entry : task.mapping().entries()) {
            if (!KnownKeys.TASK.contains(entry.name())) {
                (reading.library().has(entry.name()) ? uses : unknown).add(entry);
            }
        }
        if (uses.isEmpty()) {
            refuseWithout(unknown);
            return Optional.empty();
        }
        return use(uses, unknown);
    }

    private Optional<Use> use(List<YamlNode.Entry> uses, List<YamlNode.Entry> unknown) {
        YamlNode.Entry first = uses.getFirst();
        uses.stream()
                .skip(1)
                .forEach(second -> task.problem(
                        second.key(),
                        "a task does one thing, but this one has \"%s\" and \"%s\""
                                .formatted(first.name(), second.name()),
                        "make it a task of its own"));
        Optional<TaskType> type = reading.library().find(first.name(), reading.problems());
        unknown.forEach(entry -> refuseBeside(first, type, entry));
        return type.map(found -> new Use(found, first));
    }

    private void refuseBeside(YamlNode.Entry use, Optional<TaskType> type, YamlNode.Entry entry) {
        if (type.flatMap(found -> found.parameter(entry.name())).isPresent()) {
            task.problem(
                    entry.key(),
                    "a task has no keyword \"" + entry.name() + '"',
                    "it is a parameter of %s: indent it more".formatted(use.name()));
        } else {
            UnknownKeys.refuse(task, entry, KnownKeys.TASK, "a task");
        }
    }

    private void refuseWithout(List<YamlNode.Entry> unknown) {
        if (unknown.isEmpty()) {
            task.problem(
                    firstKey(),
                    "this task does nothing: it has no task type",
                    "add one, such as \"command\"; \"podwright tasks\" lists them");
        }
        unknown.forEach(this::refuse);
    }

    private YamlNode firstKey() {
        return task.mapping().entries().isEmpty()
                ? task.mapping()
                : task.mapping().entries().getFirst().key();
    }

    private void refuse(YamlNode.Entry entry) {
        String name = entry.name();
        Collection<String> types = reading.library().names();
        Optional<String> foreign = ForeignNames.taskTypeHint(name, types);
        if (foreign.isPresent()) {
            refuseType(entry, foreign.get());
            return;
        }
        Collection<String> all = new TreeSet<>(types);
        all.addAll(KnownKeys.TASK.names());
        all.add("import_tasks");
        all.add("block");
        Optional<String> nearest = Suggestions.nearest(name, all);
        if (nearest.filter(KnownKeys.TASK::contains).isPresent()
                || ForeignNames.keywordHint(name).isPresent()) {
            UnknownKeys.refuse(task, entry, KnownKeys.TASK, "a task");
        } else {
            refuseType(entry, nearest.map("did you mean \"%s\"?"::formatted).orElse("\"podwright tasks\" lists them"));
        }
    }

    private void refuseType(YamlNode.Entry entry, String hint) {
        task.problem(entry.key(), "there is no task type \"" + entry.name() + '"', hint);
    }
}
