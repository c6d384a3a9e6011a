package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.engine.Executor;
import dev.podwright.engine.RenderedTask;
import dev.podwright.engine.RunOptions;
import dev.podwright.inventory.Host;
import dev.podwright.inventory.Inventory;
import dev.podwright.report.ExitCode;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// `podwright render PLAYBOOK --host PATTERN [--task NAME]`: the scripts that tasks become, as far as their inputs are
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
            placeholder = "PATTERN",
            description = "the host to render for, or several: names, groups, globs, a:&b, a:!b")
    private String pattern = "localhost";

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
        List<Host> hosts = hosts(inputs.inventory());
        try (Executor executor = Executor.of(
                inputs.inventory(),
                inputs.library(),
                options(extraVariables),
                HostConnectors.of(environment),
                _ -> {})) {
            Iterator<RenderedTask> rendered = executor.render(inputs.playbooks(), hosts)
                    .filter(one -> task.isEmpty() || one.name().equals(task))
                    .iterator();
            if (!rendered.hasNext()) {
                throw new InvalidInputException(nothing());
            }
            rendered.forEachRemaining(one -> lines(one, hosts.size() > 1).forEach(environment::say));
        }
        return ExitCode.OK;
    }

    private List<Host> hosts(Inventory inventory) {
        List<Host> matching = inventory.match(pattern, Location.named(pattern), new Problems());
        return matching.isEmpty() ? List.of(Hosts.named(inventory, pattern)) : matching;
    }

    private Problem nothing() {
        return task.isEmpty()
                ? new Problem(Location.named("--host " + pattern), "no task is for this host")
                : new Problem(Location.named("--task " + task), "no task for " + pattern + " has this name");
    }

    private static RunOptions options(Map<String, Object> extraVariables) {
        return RunOptions.builder()
                .plan(true)
                .extraVariables(extraVariables)
                .allowNoHosts(true)
                .build();
    }

    private static List<String> lines(RenderedTask rendered, boolean several) {
        List<String> lines = new ArrayList<>();
        String where = several ? rendered.host() + ": " : "";
        lines.add("### " + where + rendered.name() + " (" + rendered.type() + ", " + rendered.location() + ")");
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
