package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.engine.Executor;
import dev.podwright.engine.RenderedTask;
import dev.podwright.engine.RunOptions;
import dev.podwright.report.ExitCode;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `podwright render PLAYBOOK --host HOST [--task NAME]`: the scripts that tasks become, as far as their inputs are
/// known without running anything. Secrets are masked.
final class RenderCommand implements Command {
    @Parameter(required = true, description = "PLAYBOOK…")
    private List<String> playbooks = new ArrayList<>();

    @ParametersDelegate
    private InventoryOptions inventory = new InventoryOptions();

    @ParametersDelegate
    private VariableOptions variables = new VariableOptions();

    @Parameter(
            names = {"--host"},
            category = "Hosts",
            placeholder = "HOST",
            description = "the host to render for")
    private String host = "localhost";

    @Parameter(
            names = {"--task"},
            category = "Tasks",
            placeholder = "NAME",
            description = "only the tasks of this name")
    private String task = "";

    @Override
    public ExitCode run(Environment environment) {
        Problems problems = new Problems();
        Map<String, Object> extraVariables = variables.variables(inventory.vault(environment), problems);
        Inputs inputs = Inputs.read(PlaybookFiles.named(playbooks), inventory, environment, problems);
        inputs.tellWarnings(environment);
        List<RenderedTask> rendered;
        try (Executor executor = Executor.of(
                inputs.inventory(),
                inputs.library(),
                options(extraVariables),
                HostConnectors.of(environment),
                _ -> {})) {
            rendered = executor.render(inputs.playbooks(), Hosts.named(inputs.inventory(), host)).stream()
                    .filter(one -> task.isEmpty() || one.name().equals(task))
                    .toList();
        }
        if (rendered.isEmpty()) {
            String what = task.isEmpty() ? "no task is for this host" : "no task for " + host + " has this name";
            throw new InvalidInputException(
                    new Problem(Location.named(task.isEmpty() ? "--host " + host : "--task " + task), what));
        }
        rendered.forEach(one -> lines(one).forEach(environment::say));
        return ExitCode.OK;
    }

    private static RunOptions options(Map<String, Object> extraVariables) {
        return RunOptions.builder()
                .plan(true)
                .extraVariables(extraVariables)
                .allowNoHosts(true)
                .build();
    }

    private static List<String> lines(RenderedTask rendered) {
        List<String> lines = new ArrayList<>();
        lines.add("### " + rendered.name() + " (" + rendered.type() + ", " + rendered.location() + ")");
        rendered.open().lines().forEach(line -> lines.add("# " + line));
        rendered.check().ifPresent(script -> lines.addAll(section("check", script)));
        rendered.apply().ifPresent(script -> lines.addAll(section("apply", script)));
        lines.add("");
        return lines;
    }

    private static List<String> section(String name, String script) {
        List<String> lines = new ArrayList<>(List.of("## " + name));
        script.stripTrailing().lines().forEach(lines::add);
        return lines;
    }
}
