package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.source.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which hosts there are, which of them are meant, where task types are looked for, and what opens encrypted
/// variables.
final class InventoryOptions {
    private static final String GROUP = "Hosts";

    @Parameter(
            names = {"-i", "--inventory"},
            category = GROUP,
            splitter = Whole.class,
            placeholder = "INVENTORY",
            description = "a file, an executable, or hosts with commas (host1,host2,); may be repeated;"
                    + " else $PODWRIGHT_INVENTORY, else localhost")
    private List<String> sources = new ArrayList<>();

    @Parameter(
            names = {"-l", "--limit"},
            category = GROUP,
            placeholder = "PATTERN",
            description = "only these of the hosts: names, groups, globs, a:&b, a:!b")
    private String limit = "";

    @ParametersDelegate
    private TemplateOptions templates = new TemplateOptions();

    @ParametersDelegate
    private VaultOptions vaultOptions = new VaultOptions();

    private Optional<Vault> vault = Optional.empty();

    /// Asks for its passwords where that is wanted, the first time.
    Vault vault(Environment environment) {
        Vault opened = vault.orElseGet(() -> vaultOptions.open(environment));
        vault = Optional.of(opened);
        return opened;
    }

    List<String> sources(Environment environment) {
        String fallback = environment.variable("PODWRIGHT_INVENTORY");
        return sources.isEmpty() && !fallback.isEmpty() ? List.of(fallback) : List.copyOf(sources);
    }

    Optional<String> limit() {
        return limit.isEmpty() ? Optional.empty() : Optional.of(limit);
    }

    TemplateOptions templates() {
        return templates;
    }
}
