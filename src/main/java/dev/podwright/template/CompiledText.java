package dev.podwright.template;

import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import freemarker.core.ParseException;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.util.List;
import java.util.Optional;

/// A whole template, rewritten and compiled. Immutable.
record CompiledText(Template template, Places places) {

    /// @param more what goes into the text besides the printing of interpolations
    static Optional<CompiledText> compile(
            TemplateEngine engine, SourceFile file, List<Rewriting.Insertion> more, Problems problems) {
        var insertions = Rewriting.interpolations(file.text());
        insertions.addAll(more);
        Rewriting rewriting = new Rewriting(file, insertions);
        try {
            return Optional.of(new CompiledText(engine.parse(file.name(), rewriting.text()), rewriting));
        } catch (ParseException e) {
            problems.add(Failures.problem(e, rewriting));
            return Optional.empty();
        }
    }

    Script render(Scope scope) {
        Evaluation evaluation = new Evaluation(scope);
        try {
            String text = TemplateEngine.process(template, evaluation);
            return new Script(text, evaluation.printed());
        } catch (TemplateException e) {
            throw Failures.of(e, evaluation, places);
        }
    }
}
