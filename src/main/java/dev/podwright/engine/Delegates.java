package dev.podwright.engine;

import dev.podwright.connection.ConnectionException;
import dev.podwright.inventory.Host;
import dev.podwright.playbook.Keywords;
import dev.podwright.playbook.Play;
import dev.podwright.source.Problem;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.ValueTemplate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Finds the host at which a task does its work: the task's own, or the one that `delegate_to` names, which is
/// connected to when first needed. Thread-safe.
final class Delegates {
    private final RunContext run;
    private final Play play;
    private final PlayVariables variables;
    private final Function<String, HostRun> hosts;

    /// @param hosts the run's host of a name that the inventory has
    Delegates(RunContext run, Play play, PlayVariables variables, Function<String, HostRun> hosts) {
        this.run = run;
        this.play = play;
        this.variables = variables;
        this.hosts = hosts;
    }

    HostRun placeOf(Keywords keywords, Variables names, HostRun own) throws InterruptedException {
        Optional<ValueTemplate> delegate = keywords.delegateTo();
        if (delegate.isEmpty()) {
            return own;
        }
        String name = delegate.get().evaluate(names).toString();
        if (name.equals(own.name())) {
            return own;
        }
        Host host = run.inventory()
                .host(name)
                .orElseThrow(() -> new EvaluationException(new Problem(
                        delegate.get().location(),
                        "delegate_to: there is no host \"" + name + "\"",
                        "podwright inventory --list shows the hosts")));
        HostRun place = hosts.apply(host.name());
        connect(place, delegate.get());
        return place;
    }

    private void connect(HostRun place, ValueTemplate delegate) throws InterruptedException {
        Variables its = new Variables(variables, place.variables(), Map.of(), Map.of());
        try {
            place.connect(new ConnectionVariables(run.options()).settle(place.variables(), play.connection(), its));
        } catch (ConnectionException e) {
            throw new EvaluationException(new Problem(delegate.location(), String.valueOf(e.getMessage()), e.hint()));
        }
    }
}
