package dev.podwright.container;

import dev.podwright.engine.Outcome;
import dev.podwright.engine.RunEvent;
import dev.podwright.engine.RunListener;
import dev.podwright.engine.TaskResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Writes what happens in a call to the log, with host, task and run in its context, and tells the program's own
/// listener. Secrets are masked in events already.
final class CallLog implements RunListener {
    private static final Logger LOG = LoggerFactory.getLogger("dev.podwright");

    private final Optional<RunListener> listener;
    /// Set by the first event; events come one at a time.
    private String runId = "";

    private boolean plan;

    CallLog(Optional<RunListener> listener) {
        this.listener = listener;
    }

    /// Calls run at once, and a listener hears one event after the other.
    static RunListener oneAtATime(RunListener listener) {
        ReentrantLock lock = new ReentrantLock();
        return event -> {
            lock.lock();
            try {
                listener.on(event);
            } finally {
                lock.unlock();
            }
        };
    }

    @Override
    public void on(RunEvent event) {
        log(event);
        listener.ifPresent(own -> tell(own, event));
    }

    private void tell(RunListener own, RunEvent event) {
        try {
            own.on(event);
        } catch (RuntimeException e) {
            in(
                    "",
                    "",
                    () -> LOG.error(
                            "the listener failed on {}", event.getClass().getSimpleName(), e));
        }
    }

    private void log(RunEvent event) {
        switch (event) {
            case RunEvent.RunStarted started -> {
                runId = started.runId();
                plan = started.plan();
            }
            case RunEvent.HostConnected connected ->
                in(connected.host(), "", () -> LOG.info("connected to {}", connected.host()));
            case RunEvent.HostUnreachable lost ->
                in(lost.host(), "", () -> LOG.warn("{}{}", lost.message(), hint(lost.hint())));
            case RunEvent.TaskStarted task ->
                in(task.host(), task.type(), () -> LOG.debug("{} begins on {}", task.type(), task.host()));
            case RunEvent.TaskProgress progress ->
                in(progress.host(), "", () -> LOG.debug("{}: {}", progress.host(), progress.message()));
            case RunEvent.TaskOutput output ->
                in(output.host(), "", () -> LOG.trace("{}: {}", output.host(), output.text()));
            case RunEvent.TaskFinished task ->
                in(task.host(), task.type(), () -> finished(task.host(), task.type(), task.outcome(), task.took()));
            case RunEvent.Warning warning ->
                in(warning.host(), "", () -> LOG.warn("{}{}", warning.message(), hint(warning.hint())));
            case RunEvent.InputWarning warning ->
                in("", "", () -> LOG.warn("{}", warning.problem().render()));
            case RunEvent.PlayStarted _,
                    RunEvent.PlayFinished _,
                    RunEvent.HandlerNotified _,
                    RunEvent.HostLeftPlay _,
                    RunEvent.RunFinished _ -> {}
        }
    }

    private void finished(String host, String type, Outcome outcome, Duration took) {
        TaskResult result = outcome.result();
        result.warnings().forEach(warning -> LOG.warn("{} on {}: {}", type, host, warning));
        String time = took.toMillis() + " ms";
        switch (outcome) {
            case Outcome.Ok _ -> LOG.debug("{} on {}: nothing to do ({})", type, host, time);
            case Outcome.Changed _ -> LOG.info("{} on {}: changed ({})", type, host, time);
            case Outcome.WouldChange _ -> LOG.debug("{} on {}: would change", type, host);
            case Outcome.Unknown _, Outcome.Skipped _ -> LOG.debug("{} on {}: {}", type, host, result.msg());
            case Outcome.Failed _ ->
                LOG.warn("{} on {} failed after {}: {}{}", type, host, time, result.msg(), hint(result.hint()));
            case Outcome.Unreachable _ ->
                LOG.warn("{}: lost while {} ran: {}{}", host, type, result.msg(), hint(result.hint()));
        }
    }

    private static String hint(String hint) {
        return hint.isEmpty() ? "" : " (" + hint + ")";
    }

    /// Says something with the context that it belongs to; what the thread had in its context stays.
    private void in(String host, String task, Runnable statement) {
        Map<String, String> context = new LinkedHashMap<>();
        context.put("run", plan ? runId + " (plan)" : runId);
        context.put("host", host);
        context.put("task", task);
        Map<String, String> before = new LinkedHashMap<>();
        context.forEach((key, value) -> {
            before.put(key, Optional.ofNullable(MDC.get(key)).orElse(""));
            set(key, value);
        });
        try {
            statement.run();
        } finally {
            before.forEach(CallLog::set);
        }
    }

    private static void set(String key, String value) {
        if (value.isEmpty()) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }
}
