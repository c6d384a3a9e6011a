package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.engine.Notified;
import dev.podwright.engine.Restraints;
import dev.podwright.engine.RunOptions;
import dev.podwright.report.Report;
import dev.podwright.source.Problems;
import dev.podwright.source.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `run`, `plan` and `task` have in common.
final class RunFlags {
    @ParametersDelegate
    private InventoryOptions inventory = new InventoryOptions();

    @ParametersDelegate
    private SelectionOptions selection = new SelectionOptions();

    @ParametersDelegate
    private VariableOptions variables = new VariableOptions();

    @ParametersDelegate
    private ConnectionOptions connection = new ConnectionOptions();

    @ParametersDelegate
    private OutputOptions output = new OutputOptions();

    @ParametersDelegate
    private ListingOptions listing = new ListingOptions();

    @Parameter(
            names = {"-D", "--diff"},
            category = "Output",
            description = "show changed content as a diff")
    private boolean diff;

    @Parameter(
            names = {"--report"},
            category = "Output",
            splitter = Whole.class,
            placeholder = "KIND=FILE",
            description = "also write a report: html=FILE, junit=FILE, json=FILE; may be repeated")
    private List<String> reports = new ArrayList<>();

    @Parameter(
            names = {"--force-handlers"},
            description = "run notified handlers also after a failure")
    private boolean forceHandlers;

    @Parameter(
            names = {"--allow-no-hosts"},
            description = "a pattern that matches no host is not an error")
    private boolean allowNoHosts;

    @Parameter(
            names = {"--task-timeout"},
            category = "Tasks",
            placeholder = "SECONDS",
            validateWith = Positive.class,
            description = "end tasks without a timeout of their own after this long")
    private long taskTimeout;

    InventoryOptions inventory() {
        return inventory;
    }

    OutputOptions output() {
        return output;
    }

    ListingOptions listing() {
        return listing;
    }

    boolean diff() {
        return diff;
    }

    List<Report> reports(Problems problems) {
        return reports.stream()
                .map(text -> Report.parse(text, problems))
                .flatMap(Optional::stream)
                .toList();
    }

    Map<String, Object> extraVariables(Environment environment, Problems problems) {
        return variables.variables(inventory.vault(environment), problems);
    }

    /// What the engine is asked. Asks for passwords, so it comes after all that can be wrong without them.
    RunOptions options(
            boolean plan,
            Map<String, Object> extraVariables,
            Restraints restraints,
            Map<String, List<Notified>> notified,
            Environment environment) {
        Optional<Secret> login = connection.password(environment);
        return RunOptions.builder()
                .plan(plan)
                .verbosity(output.verbosity())
                .forks(connection.forks())
                .limit(inventory.limit())
                .tags(selection.tags())
                .skipTags(selection.skipTags())
                .extraVariables(extraVariables)
                .connection(connection.overrides())
                .password(login)
                .becomePassword(connection.becomePassword(environment, login))
                .taskTimeout(taskTimeout)
                .forceHandlers(forceHandlers)
                .allowNoHosts(allowNoHosts)
                .startAtTask(selection.startAtTask())
                .notified(notified)
                .restraints(restraints)
                .build();
    }
}
