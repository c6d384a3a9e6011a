package dev.podwright.template;

import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import java.util.Optional;

/// A shell snippet in which `[=x]` becomes one fully quoted word (a list: its quoted words). Square-bracket tags
/// (`[#if …]`) are live; `${…}`, `[ … ]` and `[[ … ]]` belong to the shell. Immutable.
public final class ShellTemplate {
    private ShellTemplate() {}

    /// Compiles and lints a snippet; template syntax errors and interpolations where quoting can't hold are problems.
    ///
    /// @param traceName short name under which a failing line is reported, such as `run_container/apply`
    public static Optional<ShellTemplate> compile(SourceFile file, String traceName, Problems problems) {
        throw new UnsupportedOperationException("template/ShellTemplate is being written");
    }

    /// The snippet as the operator sees it (`podwright render`, golden cases).
    ///
    /// @throws EvaluationException where a name is missing, with the template's line
    public Script render(Scope scope) {
        throw new UnsupportedOperationException("template/ShellTemplate is being written");
    }

    /// The same snippet with `pw__at=traceName:LINE;` before each command where the shell's grammar allows it, so
    /// that
    /// a failure can be traced to the template's line.
    public Script renderTraced(Scope scope) {
        throw new UnsupportedOperationException("template/ShellTemplate is being written");
    }

    public SourceFile file() {
        throw new UnsupportedOperationException("template/ShellTemplate is being written");
    }
}
