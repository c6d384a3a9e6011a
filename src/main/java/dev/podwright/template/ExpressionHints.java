package dev.podwright.template;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Recognizes what Ansible's and Jinja's users write out of habit.
final class ExpressionHints {
    private record Habit(Pattern pattern, String hint) {}

    /// Not FreeMarker, or (a single `|` or `&`) FreeMarker but never what was meant.
    private static final List<Habit> ALWAYS = List.of(
            new Habit(
                    Pattern.compile("(?<!\\|)\\|(?!\\|)"),
                    "filters are built-ins or functions here: x?upper_case, b64encode(x); or is ||"),
            new Habit(Pattern.compile("(?<![&])&(?!&)"), "and is &&"),
            new Habit(Pattern.compile("\\{\\{|\\{%|\\$\\{"), "write the bare expression, without {{ }} or ${ }"),
            new Habit(Pattern.compile("\\[#--"), "comments can't stand within an expression"));

    private static final String OPERATORS = "Podwright's expressions are FreeMarker's: ";
    private static final List<Habit> AFTER_AN_ERROR = List.of(
            new Habit(
                    Pattern.compile("\\bis\\s+not\\s+defined\\b"),
                    OPERATORS + "use !(x??) instead of x is not defined"),
            new Habit(Pattern.compile("\\bis\\s+defined\\b"), OPERATORS + "use x?? instead of x is defined"),
            new Habit(Pattern.compile("\\bnot\\s+in\\b"), OPERATORS + "use !xs?seq_contains(x) instead of x not in xs"),
            new Habit(
                    Pattern.compile("\\bis\\s+(not\\s+)?(changed|failed|skipped|success|succeeded)\\b"),
                    OPERATORS + "use result.changed, result.failed or result.skipped"),
            new Habit(Pattern.compile("\\band\\b"), OPERATORS + "use && instead of and"),
            new Habit(Pattern.compile("\\bor\\b"), OPERATORS + "use || instead of or"),
            new Habit(Pattern.compile("\\bnot\\b"), OPERATORS + "use ! instead of not"),
            new Habit(Pattern.compile("\\bin\\b"), OPERATORS + "use xs?seq_contains(x) instead of x in xs"),
            new Habit(Pattern.compile("\\bif\\b.*\\belse\\b"), OPERATORS + "use c?then(a, b) instead of a if c else b"),
            new Habit(Pattern.compile("\\b(None|null)\\b"), OPERATORS + "test for a value with x??"));

    private ExpressionHints() {}

    /// The hint for something that is refused although FreeMarker might take it.
    static Optional<String> refused(String expression) {
        return first(ALWAYS, expression);
    }

    /// The hint for an expression that has a syntax error; empty where there is none.
    static String afterError(String expression) {
        return first(AFTER_AN_ERROR, expression).orElse("");
    }

    private static Optional<String> first(List<Habit> habits, String expression) {
        String code = Brackets.withoutStrings(expression);
        return habits.stream()
                .filter(habit -> habit.pattern().matcher(code).find())
                .map(Habit::hint)
                .findFirst();
    }
}
