package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.inventory.Host;
import dev.podwright.inventory.Inventory;
import dev.podwright.report.ExitCode;
import dev.podwright.source.Json;
import dev.podwright.source.Problems;
import java.util.ArrayList;
import java.util.List;

/// `podwright inventory --list | --graph | HOST [--explain]`.
final class InventoryCommand implements Command {
    @Parameter(description = "HOST")
    private List<String> hosts = new ArrayList<>();

    @ParametersDelegate
    private InventoryOptions options = new InventoryOptions();

    @Parameter(
            names = {"--list"},
            description = "all groups and hosts with their variables, in Ansible's JSON form")
    private boolean list;

    @Parameter(
            names = {"--graph"},
            description = "groups and hosts as a tree")
    private boolean graph;

    @Parameter(
            names = {"--explain"},
            description = "for each variable of HOST, where its value came from")
    private boolean explain;

    @Override
    public ExitCode run(Environment environment) {
        if (hosts.isEmpty() == !(list || graph) || (explain && hosts.isEmpty()) || hosts.size() > 1) {
            throw new UsageException("inventory takes --list, --graph, or one host", "");
        }
        Inputs inputs = Inputs.read(PlaybookSource.NONE, options, environment, new Problems());
        inputs.tellWarnings(environment);
        Inventory inventory = inputs.inventory();
        if (list) {
            environment.say(Json.pretty(InventoryTexts.list(inventory)));
        }
        if (graph) {
            InventoryTexts.graph(inventory).forEach(environment::say);
        }
        hosts.forEach(name -> show(Hosts.named(inventory, name), inventory, environment));
        return ExitCode.OK;
    }

    private void show(Host host, Inventory inventory, Environment environment) {
        if (explain) {
            InventoryTexts.explain(inventory, host).forEach(environment::say);
        } else {
            environment.say(Json.pretty(InventoryTexts.variables(inventory, host)));
        }
    }
}
