package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which hosts there are, which of them are meant, and where task types are looked for.
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
