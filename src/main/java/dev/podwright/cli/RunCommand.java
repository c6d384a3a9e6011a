package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.engine.PausePrompt;
import dev.podwright.engine.Plan;
import dev.podwright.engine.Restraints;
import dev.podwright.engine.StepPrompt;
import dev.podwright.report.ExitCode;
import dev.podwright.report.Journal;
import dev.podwright.report.PastRun;
import dev.podwright.report.PlanReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `podwright run PLAYBOOK…`.
final class RunCommand implements Command {
    @ParametersDelegate
    private PlaybookNames playbooks = new PlaybookNames();

    @ParametersDelegate
    private RunFlags flags = new RunFlags();

    @Parameter(
            names = {"-C", "--check"},
            description = "only say what would change, as podwright plan does")
    private boolean check;

    @Parameter(
            names = {"--plan"},
            placeholder = "FILE",
            description = "do only what this plan says, which podwright plan -o FILE has kept")
    private String plan = "";

    @Parameter(
            names = {"--step"},
            category = "Tasks",
            description = "ask before each task whether to do it: (N)o, (y)es, (c)ontinue without asking")
    private boolean step;

    @Parameter(
            names = {"--resume"},
            category = "Hosts",
            placeholder = "RUN",
            description = "only the hosts that did not finish in this earlier run: its id, or latest")
    private String resume = "";

    @Override
    public ExitCode run(Environment environment) {
        Optional<StepPrompt> prompt = prompt(environment);
        Optional<Plan> kept = kept();
        Optional<PastRun> past = past(environment);
        if (past.isPresent() && past.get().unfinished().isEmpty()) {
            environment.say("All hosts of run " + past.get().runId() + " have finished: there is nothing to resume");
            return ExitCode.OK;
        }
        return new PlaybookRun(playbooks.files(), flags, environment)
                .run(
                        check,
                        new Restraints(
                                kept, prompt, pause(environment), Optional.empty(), past.map(PastRun::unfinished)),
                        past.map(PastRun::notified).orElse(Map.of()),
                        List.of())
                .map(ExitCode::of)
                .orElse(ExitCode.OK);
    }

    private static Optional<PausePrompt> pause(Environment environment) {
        return environment.terminal() ? Optional.of(environment.askLine()::apply) : Optional.empty();
    }

    private Optional<StepPrompt> prompt(Environment environment) {
        if (step && !environment.terminal()) {
            throw new UsageException("--step asks before each task, and there is no terminal to ask at", "");
        }
        return step ? Optional.of(new TerminalSteps(environment)) : Optional.empty();
    }

    private Optional<Plan> kept() {
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        if (check) {
            throw new UsageException("--check and --plan don't go together", "podwright plan makes a new plan");
        }
        Plan kept = PlanReader.read(Path.of(plan));
        playbooks.of("the plan " + plan, kept.playbooks());
        return Optional.of(kept);
    }

    private Optional<PastRun> past(Environment environment) {
        if (resume.isEmpty()) {
            return Optional.empty();
        }
        PastRun past = PastRun.read(Journal.stateFolder(environment.variables()), resume);
        if (past.plan()) {
            throw new UsageException(
                    "run " + past.runId() + " was a plan, which leaves nothing to resume",
                    "podwright run --plan FILE applies a plan that was kept");
        }
        playbooks.of("run " + past.runId(), past.playbooks());
        return Optional.of(past);
    }
}
