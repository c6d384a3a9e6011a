package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.report.ExitCode;
import java.util.List;

/// `podwright run PLAYBOOK…`.
final class RunCommand implements Command {
    @ParametersDelegate
    private RunFlags flags = new RunFlags();

    @Parameter(
            names = {"-C", "--check"},
            description = "only say what would change, as podwright plan does")
    private boolean check;

    @Override
    public ExitCode run(Environment environment) {
        return new PlaybookRun(flags, environment)
                .run(check, List.of())
                .map(ExitCode::of)
                .orElse(ExitCode.OK);
    }
}
