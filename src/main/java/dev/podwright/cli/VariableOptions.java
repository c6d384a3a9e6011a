package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import dev.podwright.source.Problems;
import dev.podwright.source.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Variables above all others.
final class VariableOptions {
    @Parameter(
            names = {"-e", "--extra-vars"},
            category = "Input",
            splitter = Whole.class,
            placeholder = "K=V|@FILE|{…}",
            description = "variables above all others: key=value …, a YAML or JSON file, or a map; may be repeated")
    private List<String> extraVariables = new ArrayList<>();

    /// @param vault opens files that are encrypted, and values in them
    Map<String, Object> variables(Vault vault, Problems problems) {
        return new ExtraVariables(vault, problems).read(extraVariables);
    }
}
