package dev.podwright.engine;

import dev.podwright.inventory.Host;
import dev.podwright.playbook.Play;
import dev.podwright.source.Location;
import dev.podwright.template.ValueTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A play with its hosts found and its variable files read.
record ReadyPlay(Play play, List<Host> hosts, Map<String, ValueTemplate> files) {

    /// A play that only connects.
    static ReadyPlay ofNothing(String pattern, List<Host> hosts) {
        ValueTemplate everyone = ValueTemplate.constant(pattern, Location.named(pattern));
        return new ReadyPlay(Play.of("", everyone, List.of(), Path.of("")), hosts, Map.of());
    }

    PlayVariables variables(RunContext run) {
        return new PlayVariables(
                run.options().extraVariables(),
                files,
                play.keywords().vars(),
                PlayVariables.playMap(
                        play.name(), hosts.stream().map(Host::name).toList()),
                PlayVariables.runMap(run.runId(), run.plan()),
                run.inventory().vault(),
                run.mask());
    }
}
