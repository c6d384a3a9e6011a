package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.engine.Restraints;
import dev.podwright.report.ExitCode;
import java.util.ArrayList;
import java.util.List;

/// `podwright task TYPE [PARAMETER=VALUE…]`: one task on hosts, without a playbook.
final class TaskCommand implements Command {
    @Parameter(required = true, description = "TYPE")
    private List<String> words = new ArrayList<>();

    @ParametersDelegate
    private RunFlags flags = new RunFlags();

    @Parameter(
            names = {"-C", "--check"},
            description = "only say what would change")
    private boolean check;

    @Override
    public ExitCode run(Environment environment) {
        flags.output().showResults();
        // With an inventory all its hosts are meant, or those of --limit; without one, this machine.
        boolean inventory = !flags.inventory().sources(environment).isEmpty();
        AdHocTask task = new AdHocTask(
                inventory ? "all" : "localhost",
                words.getFirst(),
                words.stream().skip(1).toList());
        return new PlaybookRun(task, flags, environment)
                .run(check, Restraints.NONE, List.of())
                .map(ExitCode::of)
                .orElse(ExitCode.OK);
    }
}
