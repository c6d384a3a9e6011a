package dev.podwright.template;

import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A shell snippet in which `[=x]` becomes one fully quoted word (a list: its quoted words). Square-bracket tags
/// (`[#if …]`) are live; `${…}`, `[ … ]` and `[[ … ]]` belong to the shell. Immutable.
///
/// Text, also empty text, is always single-quoted; numbers and booleans can hold nothing but digits, `.`, `-` and
/// letters and stand as they are; a list without items leaves nothing.
public final class ShellTemplate {
    private final SourceFile file;
    private final String traceName;
    private final CompiledText traced;
    /// Made when it's first asked for, which most runs never do; to make it twice does no harm.
    private volatile @Nullable CompiledText plain;

    private ShellTemplate(SourceFile file, String traceName, CompiledText traced) {
        this.file = file;
        this.traceName = traceName;
        this.traced = traced;
    }

    /// Compiles and lints a snippet; template syntax errors and interpolations where quoting can't hold are
    /// problems.
    ///
    /// @param traceName short name under which a failing line is reported, such as `run_container/apply`
    public static Optional<ShellTemplate> compile(SourceFile file, String traceName, Problems problems) {
        Problems unsound = new Problems();
        QuotingLint.check(file, unsound);
        if (unsound.isEmpty()) {
            Optional<ShellTemplate> compiled = compileLinted(file, traceName, unsound);
            if (compiled.isPresent()) {
                return compiled;
            }
        }
        // What FreeMarker doesn't understand comes first: it can make the linter see things.
        if (plain(file, problems).isPresent()) {
            unsound.sorted().forEach(problems::add);
        }
        return Optional.empty();
    }

    /// The same for a snippet that was linted before, as the program's own are by its build: to do so again would take
    /// each run a part of its start.
    public static Optional<ShellTemplate> compileLinted(SourceFile file, String traceName, Problems problems) {
        return CompiledText.compile(TemplateEngine.SHELL, file, ShellTrace.insertions(file, traceName), problems)
                .map(traced -> new ShellTemplate(file, traceName, traced));
    }

    private static Optional<CompiledText> plain(SourceFile file, Problems problems) {
        return CompiledText.compile(TemplateEngine.SHELL, file, List.of(), problems);
    }

    /// The snippet as the operator sees it (`podwright render`, golden cases).
    ///
    /// @throws EvaluationException where a name is missing, with the template's line
    /// @throws PendingValueException where a value isn't known yet
    public Script render(Scope scope) {
        CompiledText text = plain;
        if (text == null) {
            text = plain(file, new Problems()).orElseThrow();
            plain = text;
        }
        return text.render(scope);
    }

    /// The same snippet with `pw__at=traceName:LINE;` before each command where the shell's grammar allows it, so
    /// that a failure can be traced to the template's line.
    public Script renderTraced(Scope scope) {
        return traced.render(scope);
    }

    public SourceFile file() {
        return file;
    }

    /// The short name under which a failing line is reported.
    public String traceName() {
        return traceName;
    }
}
