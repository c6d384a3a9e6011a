package dev.podwright.tasktype;

import dev.podwright.source.Secret;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Vault;
import dev.podwright.template.Scope;
import dev.podwright.template.Script;
import dev.podwright.template.ShellTemplate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What a task type runs on a host in one phase: its templates one after the other, each sound by itself and traced
/// under its own name.
///
/// @param parameters of the task type: in its templates a name of theirs is never a function's, given or not
public record Snippet(List<ShellTemplate> parts, Set<String> parameters) {
    public Snippet {
        parts = List.copyOf(parts);
        parameters = Set.copyOf(parameters);
    }

    /// The snippet as the operator sees it.
    ///
    /// @throws dev.podwright.template.EvaluationException where a name is missing, with the template's line
    /// @throws dev.podwright.template.PendingValueException where a value isn't known yet
    public Script render(Scope scope) {
        Scope own = new OwnScope(parameters, scope);
        return join(part -> part.render(own));
    }

    /// The same with marks by which a failure can be traced to a template's line.
    public Script renderTraced(Scope scope) {
        Scope own = new OwnScope(parameters, scope);
        return join(part -> part.renderTraced(own));
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

    private record OwnScope(Set<String> parameters, Scope scope) implements Scope {
        @Override
        public Optional<Object> get(String name) {
            return scope.get(name);
        }

        @Override
        public Collection<String> names() {
            return scope.names();
        }

        @Override
        public Vault vault() {
            return scope.vault();
        }

        @Override
        public boolean isUnknown(String fact) {
            return scope.isUnknown(fact);
        }

        @Override
        public boolean declares(String name) {
            return parameters.contains(name);
        }
    }
}
