package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.engine.NamedHosts;
import dev.podwright.playbook.Playbook;
import dev.podwright.report.ExitCode;
import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import java.util.ArrayList;
import java.util.List;

/// `podwright validate PLAYBOOK…`: reads everything and names every mistake that shows without a host.
final class ValidateCommand implements Command {
    @Parameter(required = true, description = "PLAYBOOK…")
    private List<String> playbooks = new ArrayList<>();

    @ParametersDelegate
    private InventoryOptions inventory = new InventoryOptions();

    @Override
    public ExitCode run(Environment environment) {
        Problems problems = new Problems();
        Inputs inputs = Inputs.read(PlaybookFiles.named(playbooks), inventory, environment, problems);
        checkHosts(inputs, environment, problems);
        inputs.tellWarnings(environment);
        for (Playbook playbook : inputs.playbooks()) {
            int tasks = playbook.plays().stream()
                    .mapToInt(play -> Steps.tasks(play).size() + play.handlers().size())
                    .sum();
            environment.say("%s: %s, %s: fine"
                    .formatted(playbook.file().name(), count(playbook.plays().size(), "play"), count(tasks, "task")));
        }
        return ExitCode.OK;
    }

    /// Where there is an inventory: without one, nothing is known of the hosts that playbooks name.
    private void checkHosts(Inputs inputs, Environment environment, Problems problems) {
        if (!inventory.sources(environment).isEmpty()) {
            new NamedHosts(inputs.inventory(), problems).check(inputs.playbooks());
            inventory
                    .limit()
                    .ifPresent(limit -> inputs.inventory().match(limit, Location.named("--limit " + limit), problems));
            problems.throwIfAny();
        }
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
