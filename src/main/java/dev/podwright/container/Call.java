package dev.podwright.container;

import dev.podwright.connection.ConnectionException;
import dev.podwright.container.PodwrightException.Failed;
import dev.podwright.engine.CallResult;
import dev.podwright.engine.HostCall;
import dev.podwright.engine.Outcome;
import dev.podwright.engine.RunListener;
import dev.podwright.engine.TaskCall;
import dev.podwright.engine.TaskCalls;
import dev.podwright.engine.TaskResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One thing that a program asks of a host, which may take several calls of tasks. One thread does it, any may end it.
final class Call {
    private final TaskCalls calls;
    private final String host;
    private final RunListener listener;
    /// Guarded by this object's lock.
    private Optional<HostCall> underWay = Optional.empty();
    private Optional<CallEndedException.Reason> ended = Optional.empty();
    private boolean cleaning;

    Call(TaskCalls calls, String host, RunListener listener) {
        this.calls = calls;
        this.host = host;
        this.listener = listener;
    }

    String host() {
        return host;
    }

    RunListener listener() {
        return listener;
    }

    /// Runs one task, and reads its answer.
    <T> T task(TaskCall task, Function<Answer, T> reader) {
        return read(task, task(task), reader);
    }

    /// Runs one task.
    Outcome task(TaskCall task) {
        return tasks(List.of(task)).getFirst();
    }

    /// Runs tasks one after the other.
    ///
    /// @return their outcomes, none of which is a failure
    /// @throws PodwrightException where one failed
    List<Outcome> tasks(List<TaskCall> tasks) {
        Tried tried = attempt(TaskCalls.Mode.APPLY, tasks);
        if (tried.failure().isPresent()) {
            throw Failures.exception(tried.failure().get().told(), tried.why());
        }
        return tried.outcomes();
    }

    /// What came of tasks.
    ///
    /// @param failure where one failed, the host couldn't be reached, or the call was ended
    /// @param connection where the connection is what failed
    /// @param reason why the call was ended, if it was
    record Tried(
            List<Outcome> outcomes,
            Optional<Failure> failure,
            Optional<ConnectionException.Kind> connection,
            Optional<CallEndedException.Reason> reason) {
        Failures.Why why() {
            return new Failures.Why(connection, reason);
        }
    }

    /// A failure.
    ///
    /// @param told with secrets masked
    /// @param outcome as the host told it, where a task failed there
    record Failure(Failed told, Optional<Outcome> outcome) {}

    /// Runs tasks one after the other; a failure is part of what comes back.
    Tried attempt(TaskCalls.Mode mode, List<TaskCall> tasks) {
        return attempt(mode, tasks, listener);
    }

    /// @param hearing hears of this instead of the call's listener
    Tried attempt(TaskCalls.Mode mode, List<TaskCall> tasks, RunListener hearing) {
        HostCall call = calls.call(host, mode, tasks, hearing);
        try {
            begin(call);
            CallResult result = call.run();
            return tried(tasks, result);
        } catch (ConnectionException e) {
            TaskResult message =
                    TaskResult.message(String.valueOf(e.getMessage())).hint(e.hint());
            return new Tried(
                    List.of(),
                    Optional.of(new Failure(new Failed(host, "", message, "", e), Optional.empty())),
                    Optional.of(e.kind()),
                    Optional.empty());
        } finally {
            synchronized (this) {
                underWay = Optional.empty();
            }
        }
    }

    private Tried tried(List<TaskCall> tasks, CallResult result) {
        List<CallResult.End> good = new ArrayList<>(result.ends());
        Optional<CallResult.End> failure = result.failure();
        failure.ifPresent(good::remove);
        List<Outcome> outcomes = good.stream().map(CallResult.End::outcome).toList();
        Optional<CallEndedException.Reason> reason = result.ended() ? Optional.of(reason()) : Optional.empty();
        if (failure.isEmpty() && reason.isEmpty()) {
            return new Tried(outcomes, Optional.empty(), Optional.empty(), Optional.empty());
        }
        String task = good.size() < tasks.size() ? tasks.get(good.size()).type() : "";
        Optional<Outcome> shown = failure.map(CallResult.End::shown);
        TaskResult message = shown.map(Outcome::result).orElseGet(() -> TaskResult.message("it was ended"));
        Optional<ConnectionException.Kind> lost =
                shown.filter(Outcome.Unreachable.class::isInstance).map(_ -> ConnectionException.Kind.LOST);
        Failed failed = new Failed(host, task, message);
        return new Tried(
                outcomes, Optional.of(new Failure(failed, failure.map(CallResult.End::outcome))), lost, reason);
    }

    private synchronized CallEndedException.Reason reason() {
        return ended.orElse(CallEndedException.Reason.CLOSED);
    }

    private synchronized void begin(HostCall call) {
        if (ended.isPresent() && !cleaning) {
            throw Failures.ended(host, ended.get());
        }
        underWay = Optional.of(call);
    }

    /// From here on what is done tidies up, and goes on when the call is ended.
    synchronized void cleanUp() {
        cleaning = true;
        ended = Optional.empty();
    }

    /// Ends it: what runs on the host is ended there. Returns when that is so.
    void end(CallEndedException.Reason reason) {
        Optional<HostCall> running;
        synchronized (this) {
            if (ended.isPresent() || cleaning) {
                return;
            }
            ended = Optional.of(reason);
            running = underWay;
        }
        running.ifPresent(HostCall::end);
    }

    <T> T read(TaskCall task, Outcome outcome, Function<Answer, T> reader) {
        try {
            return reader.apply(new Answer(outcome.result().outputs()));
        } catch (IllegalArgumentException e) {
            TaskResult result = TaskResult.message("the host's answer can't be believed: " + e.getMessage());
            throw new TaskFailedException(new Failed(host, task.type(), result, "", e));
        }
    }
}
