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
    private final transient Failed failed;

    PodwrightException(Failed failed) {
        super(failed.message(), failed.cause());
        this.failed = failed;
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
        return failed.host();
    }

    /// The task type, such as `run_container`; empty where the host wasn't reached.
    public String task() {
        return failed.task();
    }

    /// Where in a template the command stands that failed, such as
    /// `templates/run_container/apply.sh.ftl:34`; may be empty.
    public String place() {
        return failed.result().place();
    }

    /// What to do about it, where that is known.
    public Optional<String> remedy() {
        return Optional.of(failed.result().hint()).filter(hint -> !hint.isEmpty());
    }

    /// What is known of the task; of one that never began no more than the message.
    public TaskResult result() {
        return failed.result();
    }

    Failed failed() {
        return failed;
    }

    /// Adds the frames of whoever waits for what another thread did.
    PodwrightException seenFrom(StackTraceElement[] caller) {
        setStackTrace(Stream.concat(Arrays.stream(getStackTrace()), Arrays.stream(caller))
                .toArray(StackTraceElement[]::new));
        return this;
    }
}
