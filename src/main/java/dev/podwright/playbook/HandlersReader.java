package dev.podwright.playbook;

import dev.podwright.source.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads a play's handlers and checks that every notification finds one. Blocks and imports among the handlers are
/// taken apart: each handler is notified by itself and carries their keywords.
record HandlersReader(Fields play, Reading reading) {

    List<Task> read() {
        List<Task> handlers = new ArrayList<>();
        flatten(StepsReader.read(play, "handlers", reading.forHandlers()), Keywords.NONE, handlers);
        Set<String> known = new LinkedHashSet<>();
        handlers.forEach(handler -> addNames(handler, known));
        reading.notifications().check(known, reading.problems());
        return handlers;
    }

    private void flatten(List<Step> steps, Keywords outer, List<Task> handlers) {
        for (Step step : steps) {
            switch (step) {
                case Task task -> handlers.add(task.within(outer));
                case Step.Block block -> {
                    refuseRescue(block);
                    flatten(block.body(), outer.around(block.keywords()), handlers);
                }
            }
        }
    }

    private void refuseRescue(Step.Block block) {
        if (!block.rescue().isEmpty() || !block.always().isEmpty()) {
            reading.problem(
                    block.location(),
                    "a block of handlers can't have \"rescue\" or \"always\"",
                    "handlers are notified one by one: use \"ignore_errors\" on them");
        }
    }

    private void addNames(Task handler, Set<String> known) {
        known.addAll(handler.listen());
        if (handler.isNamed() && handler.name().node() instanceof YamlNode.Scalar name && !known.add(name.text())) {
            reading.problems()
                    .warn(
                            handler.location(),
                            "there are several handlers \"" + name.text() + '"',
                            "a notification runs all of them");
        }
    }
}
