package dev.podwright.tasktype;

import dev.podwright.source.Secret;
import dev.podwright.source.SourceFile;
import dev.podwright.template.Scope;
import dev.podwright.template.Script;
import dev.podwright.template.ShellTemplate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What a task type runs on a host in one phase: its templates one after the other, each sound by itself and traced
/// under its own name.
public record Snippet(List<ShellTemplate> parts) {
    public Snippet {
        parts = List.copyOf(parts);
    }

    /// The snippet as the operator sees it.
    ///
    /// @throws dev.podwright.template.EvaluationException where a name is missing, with the template's line
    /// @throws dev.podwright.template.PendingValueException where a value isn't known yet
    public Script render(Scope scope) {
        return join(part -> part.render(scope));
    }

    /// The same with marks by which a failure can be traced to a template's line.
    public Script renderTraced(Scope scope) {
        return join(part -> part.renderTraced(scope));
    }

    /// The template that reports its lines under this name, such as `run_container/apply`.
    public Optional<SourceFile> traced(String traceName) {
        return parts.stream()
                .filter(part -> part.traceName().equals(traceName))
                .map(ShellTemplate::file)
                .findFirst();
    }

    private Script join(Function<ShellTemplate, Script> rendering) {
        StringBuilder text = new StringBuilder();
        Set<Secret> secrets = new HashSet<>();
        for (ShellTemplate part : parts) {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            Script script = rendering.apply(part);
            text.append(script.text());
            secrets.addAll(script.secrets());
        }
        return new Script(text.toString(), secrets);
    }
}
