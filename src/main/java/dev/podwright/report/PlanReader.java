package dev.podwright.report;

import dev.podwright.connection.BlockResult.Change;
import dev.podwright.engine.Plan;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what [PlanFile] has written.
public final class PlanReader {
    private final Location file;
    private final List<Plan.Entry> entries = new ArrayList<>();

    private PlanReader(Location file) {
        this.file = file;
    }

    /// @throws InvalidInputException where the file can't be read or isn't a plan
    public static Plan read(Path path) {
        Location file = Location.named(path.toString());
        try {
            return new PlanReader(file).plan(JsonValue.read(Files.readString(path)));
        } catch (IOException e) {
            throw new InvalidInputException(
                    new Problem(file, "this plan can't be read: " + Reason.of(e), "podwright plan -o FILE makes one"));
        }
    }

    private Plan plan(JsonValue plan) {
        if (!plan.get("format").is((long) PlanFile.FORMAT)) {
            throw new InvalidInputException(
                    new Problem(file, "this is not a plan of this Podwright", "podwright plan -o FILE makes one"));
        }
        plan.get("hosts").fields().forEach((host, tasks) -> tasks.items().forEach(task -> add(host, task)));
        return new Plan(
                plan.get("playbooks").items().stream().map(JsonValue::text).toList(), entries);
    }

    private void add(String host, JsonValue task) {
        List<JsonValue> items = task.get("items").items();
        if (items.isEmpty()) {
            entries.add(entry(host, task, Optional.empty(), task));
        }
        items.stream()
                .filter(item -> isPlanned(item.get("state").text()))
                .forEach(item -> entries.add(
                        entry(host, task, Optional.of(item.get("label").text()), item)));
    }

    private static boolean isPlanned(String state) {
        return state.equals(EventJson.WOULD_CHANGE) || state.equals(EventJson.UNKNOWN);
    }

    private static Plan.Entry entry(String host, JsonValue task, Optional<String> item, JsonValue outcome) {
        return new Plan.Entry(host, task.get("place").text(), task.get("type").text(), item, changes(outcome));
    }

    /// What isn't known, or hidden by `no_log`, can't be told.
    private static Optional<List<Change>> changes(JsonValue outcome) {
        boolean open = outcome.get("state").is(EventJson.UNKNOWN)
                || outcome.get("hidden").is(true);
        return open
                ? Optional.empty()
                : Optional.of(outcome.get("changes").items().stream()
                        .map(change -> new Change(
                                change.get("what").text(),
                                change.get("from").text(),
                                change.get("to").text()))
                        .toList());
    }
}
