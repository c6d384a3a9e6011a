package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.engine.RunListener;
import dev.podwright.report.ConsoleReport;
import dev.podwright.report.ExitCode;
import dev.podwright.report.Journal;
import dev.podwright.report.JournalReader;
import dev.podwright.report.Listeners;
import dev.podwright.report.Report;
import dev.podwright.report.RunList;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// `podwright report [RUN]`: the runs that were kept; or one of them, told again from its journal.
final class ReportCommand implements Command {
    private static final int MOST = 20;

    @Parameter(description = "RUN: its id, the beginning of it, or latest")
    private List<String> runs = new ArrayList<>();

    @Parameter(
            names = {"--all"},
            description = "list all runs that were kept, not the latest 20 only")
    private boolean all;

    @Parameter(
            names = {"--html"},
            category = "Output",
            placeholder = "FILE",
            description = "write the run as one page instead")
    private String html = "";

    @Parameter(
            names = {"--junit"},
            category = "Output",
            placeholder = "FILE",
            description = "write the run as JUnit's XML instead")
    private String junit = "";

    @Parameter(
            names = {"--json"},
            category = "Output",
            placeholder = "FILE",
            description = "write the run's events as JSON lines instead")
    private String json = "";

    @Parameter(
            names = {"-D", "--diff"},
            category = "Output",
            description = "show changed content as a diff")
    private boolean diff;

    @ParametersDelegate
    private OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Environment environment) {
        if (runs.size() > 1) {
            throw new UsageException("report takes one run", "");
        }
        Path state = Journal.stateFolder(environment.variables());
        List<Report> files = files();
        if (runs.isEmpty()) {
            list(environment, state, files);
        } else {
            tell(JournalReader.open(state, runs.getFirst()), environment, state, files);
        }
        return ExitCode.OK;
    }

    private void list(Environment environment, Path state, List<Report> files) {
        if (!files.isEmpty()) {
            throw new UsageException(
                    "which run is to be written?", "podwright report lists them; latest is the newest");
        }
        RunList.lines(state, all ? Integer.MAX_VALUE : MOST, ZoneId.systemDefault())
                .forEach(environment::say);
    }

    private void tell(JournalReader journal, Environment environment, Path state, List<Report> files) {
        if (files.isEmpty()) {
            String journals = Journal.folder(state).toString();
            try (ConsoleReport console =
                    ConsoleReport.open(environment.out(), output.console(environment, diff, false, journals))) {
                journal.tell(console);
            }
            return;
        }
        List<RunListener> listeners =
                files.stream().<RunListener>map(Reports::open).toList();
        journal.tell(new Listeners(listeners, message -> environment.warn("warning: " + message)));
        files.forEach(file -> environment.say("wrote " + file.file()));
    }

    private List<Report> files() {
        List<Report> files = new ArrayList<>();
        add(files, Report.Kind.HTML, html);
        add(files, Report.Kind.JUNIT, junit);
        add(files, Report.Kind.JSON, json);
        return files;
    }

    private static void add(List<Report> files, Report.Kind kind, String file) {
        if (!file.isEmpty()) {
            files.add(new Report(kind, Path.of(file)));
        }
    }
}
