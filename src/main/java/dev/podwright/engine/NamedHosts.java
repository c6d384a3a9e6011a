package dev.podwright.engine;

import dev.podwright.inventory.Host;
import dev.podwright.inventory.Inventory;
import dev.podwright.playbook.Play;
import dev.podwright.playbook.Playbook;
import dev.podwright.playbook.Task;
import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import dev.podwright.template.ValueTemplate;
import java.util.List;
import java.util.Set;

/// Whether the inventory has the hosts and groups that playbooks name, as far as the names are written out.
public record NamedHosts(Inventory inventory, Problems problems) {
    /// Task types that make hosts and groups while a run goes on.
    private static final Set<String> MAKERS = Set.of("add_host", "group_by");

    /// Adds a problem for each name that the inventory doesn't have.
    public void check(List<Playbook> playbooks) {
        List<Play> plays = playbooks.stream()
                .flatMap(playbook -> playbook.plays().stream())
                .toList();
        boolean mayGrow = plays.stream()
                .flatMap(play -> TaskNumbers.inOrder(play).stream())
                .anyMatch(task -> MAKERS.contains(task.type().name()));
        if (!mayGrow) {
            plays.forEach(this::check);
        }
    }

    private void check(Play play) {
        if (play.hosts().isConstant()) {
            inventory.match(
                    play.hosts().node().toValue().toString(), play.hosts().location(), problems);
        }
        TaskNumbers.inOrder(play).forEach(this::checkDelegate);
        play.handlers().forEach(this::checkDelegate);
    }

    private void checkDelegate(Task task) {
        task.keywords().delegateTo().filter(ValueTemplate::isConstant).ifPresent(this::refuseUnknown);
    }

    private void refuseUnknown(ValueTemplate delegate) {
        String name = delegate.node().toValue().toString();
        if (inventory.host(name).isEmpty()) {
            List<String> known = inventory.hosts().stream().map(Host::name).toList();
            problems.add(
                    delegate.location(),
                    "delegate_to: there is no host \"" + name + "\"",
                    Suggestions.didYouMean(name, known, "podwright inventory --list shows the hosts"));
        }
    }
}
