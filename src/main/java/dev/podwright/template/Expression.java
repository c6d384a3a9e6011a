package dev.podwright.template;

import dev.podwright.source.Location;
import dev.podwright.source.NullValue;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import freemarker.core.ParseException;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.util.Optional;

/// A bare FreeMarker expression, as in `when: gpu.count > 0`. Immutable; compiled once, evaluated on many
/// threads.
public final class Expression {
    private static final String VARIABLE = "pw__value";
    private static final String BEFORE = "[#assign " + VARIABLE + "=(";
    private static final String AFTER = ")]";

    private final String text;
    private final Location location;
    private final Template template;

    private Expression(String text, Location location, Template template) {
        this.text = text;
        this.location = location;
        this.template = template;
    }

    /// Compiles an expression; a syntax error becomes a problem at its place.
    ///
    /// @param location where the expression's first character stands; its length is ignored
    public static Optional<Expression> compile(String text, Location location, Problems problems) {
        Location whole = place(location, text.strip().length());
        if (text.isBlank()) {
            problems.add(whole, "the expression is empty");
            return Optional.empty();
        }
        Optional<String> refused = ExpressionHints.refused(text);
        if (refused.isPresent()) {
            problems.add(whole, "syntax error in the expression: " + text.strip(), refused.get());
            return Optional.empty();
        }
        if (!Brackets.balanced(text)) {
            problems.add(whole, "a bracket or a string in the expression isn't closed: " + text.strip());
            return Optional.empty();
        }
        try {
            Template template = TemplateEngine.TEXT.parse(location.file().name(), BEFORE + text + AFTER);
            return Optional.of(new Expression(text, location, template));
        } catch (ParseException e) {
            Problem problem = Failures.problem(e, new InText(text, location));
            boolean atEnd = problem.message().endsWith("unexpected \")\"") && !text.stripTrailing().endsWith(")");
            String message = atEnd ? "syntax error: the expression ends too early" : problem.message();
            problems.add(problem.location(), message, ExpressionHints.afterError(text));
            return Optional.empty();
        }
    }

    /// The typed value. A string that was computed from a [dev.podwright.source.Secret] is itself a secret; so
    /// are the strings of a list or map that was computed from one.
    ///
    /// @throws EvaluationException where a name is missing or the operation doesn't fit its operands
    /// @throws PendingValueException where a value isn't known yet
    public Object evaluate(Scope scope) {
        Evaluation evaluation = new Evaluation(scope);
        try {
            var model = TemplateEngine.variable(template, evaluation, VARIABLE);
            Object value = new Results(false).value(model);
            return evaluation.touchedAny() ? new Results(true).value(model) : value;
        } catch (TemplateException e) {
            throw Failures.of(e, evaluation, new InText(text, location));
        }
    }

    /// The value as a condition: it must be a boolean.
    ///
    /// @throws EvaluationException also where the value isn't a boolean
    public boolean test(Scope scope) {
        Object value = evaluate(scope);
        if (value instanceof Boolean flag) {
            return flag;
        }
        String hint = value instanceof String
                ? "compare it, such as x == \"yes\", or turn it into one: x?boolean"
                : value instanceof Number
                        ? "compare it, such as x > 0"
                        : value instanceof NullValue ? "test it with x??" : "compare it, such as x?size > 0";
        Location whole = place(location, text.strip().length());
        throw new EvaluationException(
                new Problem(whole, "the condition must be true or false, not " + Kinds.of(value), hint));
    }

    /// The expression as written.
    public String text() {
        return text;
    }

    public Location location() {
        return location;
    }

    private static Location place(Location start, int length) {
        return new Location(start.file(), start.line(), start.column(), start.line() == 0 ? 0 : Math.max(1, length));
    }

    /// Places within the expression: its first line begins at its location, the others at the line's beginning.
    private record InText(String text, Location start) implements Places {
        @Override
        public Location at(int line, int column, int length) {
            if (start.line() == 0) {
                return start;
            }
            int inText = line == 1 ? Math.clamp(column - BEFORE.length(), 1, text.length()) : column;
            return line == 1
                    ? start.file().at(start.line(), start.column() + inText - 1, length)
                    : start.file().at(start.line() + line - 1, inText, length);
        }

        @Override
        public String source(int line, int column) {
            return text;
        }
    }
}
