package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.engine.Executor;
import dev.podwright.engine.RunListener;
import dev.podwright.engine.RunOptions;
import dev.podwright.source.Problems;
import dev.podwright.source.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the commands have in common that connect to hosts without a playbook.
final class HostFlags {
    @Parameter(description = "PATTERN")
    private List<String> patterns = new ArrayList<>();

    @ParametersDelegate
    private InventoryOptions inventory = new InventoryOptions();

    @ParametersDelegate
    private VariableOptions variables = new VariableOptions();

    @ParametersDelegate
    private ConnectionOptions connection = new ConnectionOptions();

    /// Connects to the hosts and gathers their facts, by host.
    Map<String, Map<String, Object>> gatherFacts(Environment environment, RunListener listener) {
        Problems problems = new Problems();
        Map<String, Object> extraVariables = variables.variables(inventory.vault(environment), problems);
        Inputs inputs = Inputs.read(PlaybookSource.NONE, inventory, environment, problems);
        inputs.tellWarnings(environment);
        try (Executor executor = Executor.of(
                inputs.inventory(),
                inputs.library(),
                options(extraVariables, environment),
                HostConnectors.of(environment),
                listener)) {
            return executor.gatherFacts(pattern(inputs));
        }
    }

    /// All hosts by default, and the implicit localhost where the inventory has none.
    private String pattern(Inputs inputs) {
        String usual = inputs.inventory().hosts().isEmpty() ? "localhost" : "all";
        String wanted = patterns.isEmpty() ? usual : String.join(":", patterns);
        return inventory.limit().map(limit -> wanted + ":&" + limit).orElse(wanted);
    }

    private RunOptions options(Map<String, Object> extraVariables, Environment environment) {
        Optional<Secret> login = connection.password(environment);
        return RunOptions.builder()
                .plan(true)
                .forks(connection.forks())
                .limit(inventory.limit())
                .extraVariables(extraVariables)
                .connection(connection.overrides())
                .password(login)
                .becomePassword(connection.becomePassword(environment, login))
                .build();
    }
}
