package dev.podwright.template;

import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import java.util.List;
import java.util.Optional;

/// A whole text file (the `template` task): square-bracket tags and `[=x]` are live, nothing is quoted.
/// Immutable.
public final class TextTemplate {
    private final CompiledText compiled;

    private TextTemplate(CompiledText compiled) {
        this.compiled = compiled;
    }

    public static Optional<TextTemplate> compile(SourceFile file, Problems problems) {
        return CompiledText.compile(TemplateEngine.TEXT, file, List.of(), problems)
                .map(TextTemplate::new);
    }

    /// @throws EvaluationException where a name is missing, with the template's line
    /// @throws PendingValueException where a value isn't known yet
    public Script render(Scope scope) {
        return compiled.render(scope);
    }
}
