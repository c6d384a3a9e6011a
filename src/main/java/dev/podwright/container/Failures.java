package dev.podwright.container;

import dev.podwright.connection.ConnectionException;
import dev.podwright.container.PodwrightException.Failed;
import dev.podwright.engine.TaskResult;
import java.util.Optional;

/// Which exception a failure is. Templates name the kinds of failures that programs tell apart.
final class Failures {
    private Failures() {}

    /// @param connection where the connection is what failed
    /// @param ended where the call was ended
    record Why(Optional<ConnectionException.Kind> connection, Optional<CallEndedException.Reason> ended) {}

    static PodwrightException exception(Failed failed, Why why) {
        if (why.ended().isPresent()) {
            return new CallEndedException(
                    new Failed(
                            failed.host(),
                            failed.task(),
                            failed.result().message(words(why.ended().get()), ""),
                            failed.aftermath(),
                            failed.cause()),
                    why.ended().get());
        }
        return why.connection().map(kind -> unconnected(kind, failed)).orElseGet(() -> ofKind(failed));
    }

    private static PodwrightException unconnected(ConnectionException.Kind kind, Failed failed) {
        return switch (kind) {
            case UNREACHABLE, LOST -> new HostUnreachableException(failed);
            case AUTHENTICATION, BECOME -> new AuthenticationException(failed);
            case HOST_KEY -> new HostKeyException(failed);
        };
    }

    private static PodwrightException ofKind(Failed failed) {
        return switch (failed.result().kind()) {
            case "port_taken" -> new PortTakenException(failed);
            case "image_unavailable" -> new ImageUnavailableException(failed);
            case "missing_requirement" -> new MissingRequirementException(failed);
            case "no_such_container" -> new NoSuchContainerException(failed);
            case "no_become" -> new AuthenticationException(failed);
            default -> new TaskFailedException(failed);
        };
    }

    static CallEndedException ended(String host, CallEndedException.Reason reason) {
        return new CallEndedException(new Failed(host, "", TaskResult.message(host + ": " + words(reason))), reason);
    }

    private static String words(CallEndedException.Reason reason) {
        return switch (reason) {
            case DEADLINE -> "it was not done by its deadline, and was ended";
            case CANCELLED -> "it was cancelled, and ended";
            case CLOSED -> "it was ended, since Podwright was closed";
        };
    }
}
