package dev.podwright.container;

import dev.podwright.engine.TaskResult;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Something asked of a host was not done. Its message says which host, what and why; secrets are masked in it.
public abstract sealed class PodwrightException extends RuntimeException
        permits HostUnreachableException,
                AuthenticationException,
                HostKeyException,
                MissingRequirementException,
                PortTakenException,
                ImageUnavailableException,
                NoSuchContainerException,
                TaskFailedException,
                CallEndedException {
    private static final long serialVersionUID = 1;

    private final String host;
    private final String task;
    private final String place;
    private final String remedy;

    /// All that is known, but in an exception that was read from a stream.
    private final transient @Nullable Failed failed;

    PodwrightException(Failed failed) {
        super(failed.message(), failed.cause());
        this.failed = failed;
        this.host = failed.host();
        this.task = failed.task();
        this.place = failed.result().place();
        this.remedy = failed.result().hint();
    }

    /// What all of them tell.
    ///
    /// @param task the task type, such as `run_container`; empty where the host wasn't reached
    /// @param aftermath what was done about it; may be empty
    record Failed(
            String host,
            String task,
            TaskResult result,
            String aftermath,
            @Nullable Throwable cause) {
        Failed(String host, String task, TaskResult result) {
            this(host, task, result, "", null);
        }

        String message() {
            String where = task.isEmpty() ? "" : host + ": " + task + ": ";
            String hint = result.hint().isEmpty() ? "" : " (" + result.hint() + ")";
            return where + result.msg() + hint + (aftermath.isEmpty() ? "" : "; " + aftermath);
        }

        Failed with(String more) {
            return new Failed(host, task, result, more, cause);
        }
    }

    /// The inventory's name of the host.
    public String host() {
        return host;
    }

    /// The task type, such as `run_container`; empty where the host wasn't reached.
    public String task() {
        return task;
    }

    /// Where in a template the command stands that failed, such as
    /// `templates/run_container/apply.sh.ftl:34`; may be empty.
    public String place() {
        return place;
    }

    /// What to do about it, where that is known.
    public Optional<String> remedy() {
        return Optional.of(remedy).filter(hint -> !hint.isEmpty());
    }

    /// What is known of the task; of one that never began, and in an exception that was read from a stream, no
    /// more than the message.
    public TaskResult result() {
        return failed().result();
    }

    Failed failed() {
        return failed == null ? new Failed(host, task, TaskResult.message(String.valueOf(getMessage()))) : failed;
    }

    /// Adds the frames of whoever waits for what another thread did.
    PodwrightException seenFrom(StackTraceElement[] caller) {
        setStackTrace(Stream.concat(Arrays.stream(getStackTrace()), Arrays.stream(caller))
                .toArray(StackTraceElement[]::new));
        return this;
    }
}
