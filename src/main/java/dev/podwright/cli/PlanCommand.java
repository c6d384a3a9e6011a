package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.engine.Restraints;
import dev.podwright.engine.RunListener;
import dev.podwright.engine.RunSummary;
import dev.podwright.report.ExitCode;
import dev.podwright.report.PlanFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `podwright plan PLAYBOOK…`: the same as `run --check`, and can keep the plan.
final class PlanCommand implements Command {
    @ParametersDelegate
    private PlaybookNames playbooks = new PlaybookNames();

    @ParametersDelegate
    private RunFlags flags = new RunFlags();

    @Parameter(
            names = {"-o", "--out"},
            category = "Output",
            placeholder = "FILE",
            description = "keep the plan as JSON")
    private String file = "";

    @Parameter(
            names = {"--detailed-exitcode"},
            description = "exit with 0 where nothing would change, 1 after an error, 2 where something would")
    private boolean detailedExitCode;

    @Override
    public ExitCode run(Environment environment) {
        List<RunListener> more = file.isEmpty() ? List.of() : List.of(new PlanFile(Path.of(file)));
        Optional<RunSummary> summary =
                new PlaybookRun(playbooks.files(), flags, environment).run(true, Restraints.NONE, more);
        return summary.map(detailedExitCode ? ExitCode::detailed : ExitCode::of).orElse(ExitCode.OK);
    }
}
