package dev.podwright.cli;

import com.beust.jcommander.ParametersDelegate;
import dev.podwright.engine.RunEvent;
import dev.podwright.report.ExitCode;
import dev.podwright.source.Json;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// `podwright facts [PATTERN]`: what connecting tells of each host, as JSON.
final class FactsCommand implements Command {
    @ParametersDelegate
    private HostFlags flags = new HostFlags();

    @Override
    public ExitCode run(Environment environment) {
        AtomicBoolean unreachable = new AtomicBoolean();
        Map<String, Map<String, Object>> facts = flags.gatherFacts(environment, event -> {
            if (event instanceof RunEvent.HostUnreachable lost) {
                unreachable.set(true);
                environment.warn(Unreachable.line(lost));
            }
        });
        environment.say(Json.pretty(facts));
        return unreachable.get() ? ExitCode.HOST_UNREACHABLE : ExitCode.OK;
    }
}
