package dev.podwright.engine;

import dev.podwright.connection.BlockListener;
import dev.podwright.connection.BlockResult;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A block on its way: its result to come, and what its host says of it meanwhile.
final class SentBlock implements BlockListener {
    private final RunContext run;
    private final String host;
    private final TaskRun task;
    private final Optional<FetchedFile> fetched;
    private volatile boolean begun;
    private CompletableFuture<BlockResult> result = new CompletableFuture<>();

    /// @param fetched the file that it brings
    SentBlock(RunContext run, String host, TaskRun task, Optional<FetchedFile> fetched) {
        this.fetched = fetched;
        this.run = run;
        this.host = host;
        this.task = task;
    }

    void comesAs(CompletableFuture<BlockResult> future) {
        result = future.whenComplete((_, _) -> task.hasEnded());
    }

    BlockResult await() throws InterruptedException {
        return new AwaitBlock(result).get();
    }

    /// Whether the host had started on it.
    boolean hasBegun() {
        return begun;
    }

    @Override
    public void started() {
        if (begun) {
            return;
        }
        begun = true;
        if (task.hasStarted()) {
            TaskContext context = task.context();
            run.events()
                    .send(new RunEvent.TaskStarted(
                            Instant.now(),
                            host,
                            context.id(),
                            run.mask().text(task.name()),
                            context.task().type().name(),
                            context.task().location()));
        }
    }

    @Override
    public void fileBegins() {
        fetched.ifPresent(FetchedFile::begin);
    }

    @Override
    public void file(byte[] bytes, int length) {
        fetched.ifPresent(file -> file.write(bytes, length));
    }

    Optional<FetchedFile> fetched() {
        return fetched;
    }

    @Override
    public void output(boolean stderr, String text) {
        if (!hidden()) {
            run.events()
                    .send(new RunEvent.TaskOutput(
                            Instant.now(),
                            host,
                            task.context().id(),
                            stderr,
                            run.mask().text(text)));
        }
    }

    @Override
    public void progress(String message) {
        if (!hidden()) {
            run.events()
                    .send(new RunEvent.TaskProgress(
                            Instant.now(), host, task.context().id(), run.mask().text(message)));
        }
    }

    private boolean hidden() {
        return task.context().keywords().noLog();
    }
}
