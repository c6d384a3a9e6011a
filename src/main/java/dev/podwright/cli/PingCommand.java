package dev.podwright.cli;

import com.beust.jcommander.ParametersDelegate;
import dev.podwright.engine.RunEvent;
import dev.podwright.report.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/// `podwright ping [PATTERN]`: connects, starts a shell, and says for each host `pong`, or why not.
final class PingCommand implements Command {
    @ParametersDelegate
    private HostFlags flags = new HostFlags();

    @Override
    public ExitCode run(Environment environment) {
        AtomicBoolean unreachable = new AtomicBoolean();
        Instant start = Instant.now();
        flags.gatherFacts(environment, event -> {
            if (event instanceof RunEvent.HostConnected connected) {
                long millis = Duration.between(start, connected.time()).toMillis();
                environment.say("%s : pong (%d ms)".formatted(connected.host(), millis));
            } else if (event instanceof RunEvent.HostUnreachable lost) {
                unreachable.set(true);
                environment.say(Unreachable.line(lost));
            }
            environment.out().flush();
        });
        return unreachable.get() ? ExitCode.HOST_UNREACHABLE : ExitCode.OK;
    }
}
