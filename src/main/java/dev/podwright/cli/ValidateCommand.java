package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.playbook.Playbook;
import dev.podwright.report.ExitCode;
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
        Inputs inputs = Inputs.read(PlaybookFiles.named(playbooks), inventory, environment, new Problems());
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

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
