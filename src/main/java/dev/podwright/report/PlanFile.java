package dev.podwright.report;

import dev.podwright.engine.RunEvent;
import dev.podwright.engine.RunEvent.TaskFinished;
import dev.podwright.engine.RunListener;
import dev.podwright.source.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps what a plan found as JSON, one list of changes a host, when the run has ended. Only its owner can read it.
public final class PlanFile implements RunListener {
    /// Raised when the file's form changes in a way that readers must know of.
    static final int FORMAT = 1;

    private final Path file;
    private final Finished finished = new Finished();
    private List<String> playbooks = List.of();

    public PlanFile(Path file) {
        this.file = file;
    }

    /// @throws UncheckedIOException where the file can't be written
    @Override
    public void on(RunEvent event) {
        finished.add(event);
        if (event instanceof RunEvent.RunStarted started) {
            playbooks = started.playbooks();
        } else if (event instanceof RunEvent.RunFinished last) {
            write(last);
        }
    }

    private void write(RunEvent.RunFinished last) {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("format", FORMAT);
        plan.put("run", last.runId());
        plan.put("time", last.time().toString());
        plan.put("playbooks", playbooks);
        plan.put("complete", isComplete(last));
        Map<String, Object> hosts = new LinkedHashMap<>();
        finished.tasks().forEach((host, tasks) -> hosts.put(host, planned(tasks)));
        plan.put("hosts", hosts);
        try {
            replace(Json.pretty(plan) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Beside its place first, so that a plan is there as a whole or not at all.
    private void replace(String text) throws IOException {
        Path target = file.toAbsolutePath();
        Path beside = Files.createTempFile(
                target.getParent(),
                ".plan",
                ".json",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(beside, text);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static boolean isComplete(RunEvent.RunFinished last) {
        return !last.interrupted()
                && last.hosts().values().stream().allMatch(stats -> stats.failed() + stats.unreachable() == 0);
    }

    private List<Object> planned(List<TaskFinished> tasks) {
        List<Object> planned = new ArrayList<>();
        for (TaskFinished task : tasks) {
            State state = State.of(task.outcome());
            if (state == State.WOULD_CHANGE || state == State.UNKNOWN) {
                planned.add(planned(task));
            }
        }
        return planned;
    }

    private static Map<String, Object> planned(TaskFinished task) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("task", task.name());
        fields.put("type", task.type());
        fields.put("place", task.location().toString());
        fields.putAll(EventJson.outcome(task.outcome()));
        return fields;
    }
}
