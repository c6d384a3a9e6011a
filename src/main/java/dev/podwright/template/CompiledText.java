package dev.podwright.template;

import dev.podwright.source.Location;
import dev.podwright.source.Problem;
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
            Problem problem = Failures.problem(e, rewriting);
            problems.add(unclosedBefore(problem.location()).orElse(problem));
            return Optional.empty();
        }
    }

    /// FreeMarker reads on behind an interpolation that isn't closed, and complains about what it finds there.
    private static Optional<Problem> unclosedBefore(Location complaint) {
        SourceFile file = complaint.file();
        int end = Lines.start(file.text(), complaint.line()) + complaint.column() - 1;
        return Segment.of(file.text()).stream()
                .filter(segment -> segment.kind() == Segment.Kind.TEXT)
                .map(segment -> file.text().indexOf("[=", segment.start(), segment.end()))
                .filter(offset -> offset >= 0 && offset <= end)
                .findFirst()
                .map(offset -> Failures.unclosed(Lines.at(file, offset, 2)));
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
