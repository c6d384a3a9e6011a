package dev.podwright.cli;

import dev.podwright.engine.Executor;
import dev.podwright.engine.Notified;
import dev.podwright.engine.Restraints;
import dev.podwright.engine.RunListener;
import dev.podwright.engine.RunOptions;
import dev.podwright.engine.RunSummary;
import dev.podwright.engine.Tags;
import dev.podwright.report.ConsoleOptions;
import dev.podwright.report.ConsoleReport;
import dev.podwright.report.ExitCode;
import dev.podwright.report.Journal;
import dev.podwright.report.Listeners;
import dev.podwright.report.Report;
import dev.podwright.source.Problems;
import dev.podwright.source.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads what a run needs, runs it, and sees that it is reported. Shared by `run`, `plan` and `task`.
record PlaybookRun(PlaybookSource playbooks, RunFlags flags, Environment environment) {

    /// @param restraints what holds the run back
    /// @param more hear of the run besides the console, the journal and the wanted reports
    /// @return how it ended; empty where only a listing was wanted
    Optional<RunSummary> run(boolean plan, Restraints restraints, List<RunListener> more) {
        return run(plan, restraints, Map.of(), more);
    }

    /// @param notified handlers that an earlier run left to be run, by host
    Optional<RunSummary> run(
            boolean plan, Restraints restraints, Map<String, List<Notified>> notified, List<RunListener> more) {
        Problems problems = new Problems();
        List<Report> reports = flags.reports(problems);
        Map<String, Object> extraVariables = flags.extraVariables(environment, problems);
        Inputs inputs = Inputs.read(playbooks, flags.inventory(), environment, problems);
        inputs.tellWarnings(environment);
        RunOptions options = flags.options(plan, extraVariables, asking(restraints), notified, environment);
        if (flags.listing().any()) {
            list(inputs, options);
            return Optional.empty();
        }
        List<RunListener> files = new ArrayList<>(more);
        reports.forEach(report -> files.add(Reports.open(report)));
        return Optional.of(run(inputs, options, files));
    }

    private Restraints asking(Restraints restraints) {
        return environment.terminal() ? restraints.asking(this::ask) : restraints;
    }

    private Optional<String> ask(String question, boolean isPrivate) {
        return isPrivate
                ? environment.askPassword().apply(question).map(Secret::reveal)
                : environment.askLine().apply(question);
    }

    private void list(Inputs inputs, RunOptions options) {
        try (Executor executor =
                Executor.of(inputs.inventory(), inputs.library(), options, HostConnectors.of(environment), _ -> {})) {
            List<List<String>> hosts = executor.hosts(inputs.playbooks());
            Tags selection = new Tags(options.tags(), options.skipTags());
            new Listing(flags.listing(), inputs.playbooks(), hosts, selection)
                    .lines()
                    .forEach(environment::say);
        }
    }

    private RunSummary run(Inputs inputs, RunOptions options, List<RunListener> files) {
        Path state = Journal.stateFolder(environment.variables());
        String journals = Journal.folder(state).toString();
        boolean live = options.restraints().prompt().isEmpty();
        ConsoleOptions shown = flags.output().console(environment, flags.diff(), live, journals);
        try (ConsoleReport console = ConsoleReport.open(environment.out(), shown)) {
            Consumer<String> warn = message -> console.say("warning: " + message);
            List<RunListener> all = new ArrayList<>(List.of(console, new Journal(state, warn)));
            all.addAll(files);
            try (Executor executor = Executor.of(
                    inputs.inventory(),
                    inputs.library(),
                    options,
                    HostConnectors.of(environment),
                    new Listeners(all, warn))) {
                Interrupts.watch(() -> interrupt(executor, console), () -> leave(console));
                return executor.run(inputs.playbooks());
            }
        }
    }

    private static void interrupt(Executor executor, ConsoleReport console) {
        console.say("Interrupted: ending the tasks under way (once more to leave at once)");
        executor.interrupt();
    }

    private void leave(ConsoleReport console) {
        console.close();
        environment.out().flush();
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
    }
}
