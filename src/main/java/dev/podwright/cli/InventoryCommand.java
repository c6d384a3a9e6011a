package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.inventory.Group;
import dev.podwright.inventory.Host;
import dev.podwright.inventory.Inventory;
import dev.podwright.report.ExitCode;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Json;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import dev.podwright.source.YamlWriter;
import java.util.ArrayList;
import java.util.List;

/// `podwright inventory --list | --graph [GROUP] | --host HOST | HOST [--explain]`.
final class InventoryCommand implements Command {
    private static final String ACTIONS = "--list, --graph [GROUP], --host HOST, or HOST [--explain]";

    @Parameter(description = "[HOST|GROUP]")
    private List<String> names = new ArrayList<>();

    @ParametersDelegate
    private InventoryOptions options = new InventoryOptions();

    @Parameter(
            names = {"--list"},
            description = "all groups and hosts with their variables, as ansible-inventory lists them")
    private boolean list;

    @Parameter(
            names = {"--graph"},
            description = "groups and hosts as a tree, all or those of GROUP")
    private boolean graph;

    @Parameter(
            names = {"--host"},
            placeholder = "HOST",
            description = "a host's variables as ansible-inventory shows them")
    private String host = "";

    @Parameter(
            names = {"--export"},
            description = "with --list: variables stay with the groups they were written for")
    private boolean export;

    @Parameter(
            names = {"-y", "--yaml"},
            description = "with --list and --host: YAML instead of JSON")
    private boolean yaml;

    @Parameter(
            names = {"--vars"},
            description = "with --graph: also the variables")
    private boolean variables;

    @Parameter(
            names = {"--explain"},
            description = "for each variable of HOST, where its value came from")
    private boolean explain;

    @Override
    public ExitCode run(Environment environment) {
        check();
        Inputs inputs = Inputs.read(PlaybookSource.NONE, options, environment, new Problems());
        inputs.tellWarnings(environment);
        Inventory inventory = inputs.inventory();
        AnsibleInventory ansible = new AnsibleInventory(inventory, export);
        if (list) {
            environment.say(text(yaml ? ansible.tree() : ansible.list()));
        } else if (!host.isEmpty()) {
            environment.say(text(ansible.host(Hosts.named(inventory, host))));
        } else if (graph) {
            ansible.graph(top(inventory), variables).forEach(environment::say);
        } else {
            show(Hosts.named(inventory, names.getFirst()), inventory, environment);
        }
        return ExitCode.OK;
    }

    private void check() {
        int actions = (list ? 1 : 0) + (graph ? 1 : 0) + (host.isEmpty() ? 0 : 1);
        boolean alone = actions == 0 && names.size() == 1;
        boolean asked = actions == 1 && (names.isEmpty() || (graph && names.size() == 1));
        if (!alone && !asked) {
            throw new UsageException("inventory takes one of " + ACTIONS, "");
        }
        require(alone || !explain, "--explain takes a HOST and nothing else");
        require(list || !export, "--export goes with --list");
        require(list || !host.isEmpty() || !yaml, "--yaml goes with --list or --host");
        require(graph || !variables, "--vars goes with --graph");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new UsageException(otherwise, "");
        }
    }

    private String text(Object value) {
        return yaml ? YamlWriter.write(value).stripTrailing() : Json.pretty(value);
    }

    private Group top(Inventory inventory) {
        String name = names.isEmpty() ? "all" : names.getFirst();
        return inventory.group(name).orElseThrow(() -> {
            List<String> known = inventory.groups().stream().map(Group::name).toList();
            return new InvalidInputException(new Problem(
                    Location.named("--graph"),
                    "there is no group \"%s\"".formatted(name),
                    Suggestions.didYouMean(name, known, "the groups are " + String.join(", ", known))));
        });
    }

    private void show(Host shown, Inventory inventory, Environment environment) {
        if (explain) {
            InventoryTexts.explain(inventory, shown).forEach(environment::say);
        } else {
            environment.say(Json.pretty(InventoryTexts.variables(inventory, shown)));
        }
    }
}
