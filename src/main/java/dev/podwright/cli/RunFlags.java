package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.engine.Restraints;
import dev.podwright.engine.RunOptions;
import dev.podwright.report.Report;
import dev.podwright.source.Problems;
import dev.podwright.source.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `run` and `plan` have in common.
final class RunFlags {
    @Parameter(description = "PLAYBOOK…")
    private List<String> playbooks = new ArrayList<>();

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

    List<String> playbooks() {
        return List.copyOf(playbooks);
    }

    /// @throws UsageException where none was given
    void needPlaybooks() {
        if (playbooks.isEmpty()) {
            throw new UsageException("PLAYBOOK… is missing", "--help shows how the command is used");
        }
    }

    /// Takes the playbooks of an earlier run.
    ///
    /// @param origin what the earlier run is called in messages
    /// @throws UsageException where others were given
    void playbooksOf(String origin, List<String> theirs) {
        if (!playbooks.isEmpty() && !playbooks.equals(theirs)) {
            throw new UsageException(
                    origin + " is of other playbooks: " + String.join(" ", theirs),
                    "leave the playbooks out, they are known");
        }
        playbooks = theirs;
    }

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
            boolean plan, Map<String, Object> extraVariables, Restraints restraints, Environment environment) {
        Optional<Secret> login = connection.password(environment);
        return new RunOptions(
                plan,
                output.verbosity(),
                connection.forks(),
                inventory.limit(),
                selection.tags(),
                selection.skipTags(),
                extraVariables,
                connection.overrides(),
                login,
                connection.becomePassword(environment, login),
                taskTimeout,
                forceHandlers,
                allowNoHosts,
                selection.startAtTask(),
                restraints);
    }
}
