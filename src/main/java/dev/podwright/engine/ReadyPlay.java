package dev.podwright.engine;

import dev.podwright.inventory.Host;
import dev.podwright.playbook.Play;
import dev.podwright.source.Location;
import dev.podwright.template.ValueTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A play with its hosts found and its variable files read.
///
/// @param pattern of its hosts
/// @param mayGrow whether tasks of plays before it may add hosts that the pattern means
/// @param hosts those there are before the run
/// @param files its files of variables, later ones having won
/// @param vars its own, and what the operator was asked for
record ReadyPlay(
        Play play,
        String pattern,
        boolean mayGrow,
        List<Host> hosts,
        Map<String, ValueTemplate> files,
        Map<String, ValueTemplate> vars) {

    /// With the hosts that its pattern means now.
    ReadyPlay with(List<Host> now) {
        return new ReadyPlay(play, pattern, mayGrow, now, files, vars);
    }

    List<String> hostNames() {
        return hosts.stream().map(Host::name).toList();
    }

    /// A play that only connects.
    static ReadyPlay ofNothing(String pattern, List<Host> hosts) {
        ValueTemplate everyone = ValueTemplate.constant(pattern, Location.named(pattern));
        Play nothing = Play.of("", everyone, List.of(), Path.of(""));
        return new ReadyPlay(nothing, pattern, false, hosts, Map.of(), Map.of());
    }

    /// @param hosts whom its expressions may ask about
    PlayVariables variables(RunContext run, PlayHosts hosts) {
        return new PlayVariables(
                run.options().extraVariables(),
                files,
                vars,
                PlayVariables.playMap(play.name(), hosts.all()),
                PlayVariables.runMap(run.runId(), run.plan()),
                play.folder(),
                hosts,
                run.inventory().vault(),
                run.mask());
    }
}
