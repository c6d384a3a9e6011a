package dev.podwright.template;

import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import java.util.Optional;

/// A whole text file (the `template` task): square-bracket tags and `[=x]` are live, nothing is quoted. Immutable.
public final class TextTemplate {
    private TextTemplate() {}

    public static Optional<TextTemplate> compile(SourceFile file, Problems problems) {
        throw new UnsupportedOperationException("template/TextTemplate is being written");
    }

    /// @throws EvaluationException where a name is missing, with the template's line
    public Script render(Scope scope) {
        throw new UnsupportedOperationException("template/TextTemplate is being written");
    }
}
