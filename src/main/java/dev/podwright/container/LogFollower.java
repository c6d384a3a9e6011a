package dev.podwright.container;

import dev.podwright.engine.RunEvent;
import dev.podwright.engine.RunListener;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes lines of what a container prints, and hands them on.
final class LogFollower implements RunListener {
    private final Call call;
    private Optional<RuntimeException> failure = Optional.empty();
    private final Consumer<LogLine> consumer;
    private final StringBuilder stdout = new StringBuilder();
    private final StringBuilder stderr = new StringBuilder();

    LogFollower(Call call, Consumer<LogLine> consumer) {
        this.call = call;
        this.consumer = consumer;
    }

    @Override
    public void on(RunEvent event) {
        call.listener().on(event);
        switch (event) {
            case RunEvent.TaskOutput output -> take(output.stderr(), output.text());
            case RunEvent.TaskFinished _, RunEvent.RunFinished _ -> {
                rest(false);
                rest(true);
            }
            default -> {}
        }
    }

    private void take(boolean error, String text) {
        StringBuilder line = error ? stderr : stdout;
        line.append(text);
        int from = 0;
        for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n", from)) {
            tell(new LogLine(error, line.substring(from, end)));
            from = end + 1;
        }
        line.delete(0, from);
    }

    private void tell(LogLine line) {
        if (failure.isPresent()) {
            return;
        }
        try {
            consumer.accept(line);
        } catch (RuntimeException e) {
            failure = Optional.of(e);
            Thread.startVirtualThread(() -> call.end(CallEndedException.Reason.CANCELLED));
        }
    }

    /// After the last event.
    void throwIfFailed() {
        failure.ifPresent(e -> {
            throw e;
        });
    }

    /// A last line without an end.
    private void rest(boolean error) {
        StringBuilder line = error ? stderr : stdout;
        if (!line.isEmpty()) {
            tell(new LogLine(error, line.toString()));
            line.setLength(0);
        }
    }
}
