package dev.podwright.template;

import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Suggestions;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// FreeMarker's complaints in plain words, at the operator's places.
final class Failures {
    private static final Pattern PLACE = Pattern.compile("at line (\\d+), column (\\d+)");
    private static final Pattern KEY = Pattern.compile("(?s)(.+)(?:\\.(\\w+)|\\[['\"](.*)['\"]])");
    private static final Pattern COMPUTED_KEY = Pattern.compile("(?s)(.+)\\[[^\\[\\]]+]");
    private static final String DEFAULT_HINT = "give it a default (x!\"none\") or test it first (x??)";

    private Failures() {}

    /// A syntax error.
    static Problem problem(ParseException e, Places places) {
        Location location = places.at(Math.max(1, e.getLineNumber()), Math.max(1, e.getColumnNumber()), 1);
        return new Problem(location, "syntax error: " + PlainWords.ofSyntaxError(e.getEditorMessage()));
    }

    /// An interpolation that nothing closes.
    ///
    /// @param location of its `[=`
    static Problem unclosed(Location location) {
        return new Problem(
                location, "this [= has no ] that closes it (brackets, quotes?)", "to write [= itself, put [=r\"[=\"]");
    }

    /// What an evaluation ended with: an [EvaluationException], or the [PendingValueException] behind it.
    static RuntimeException of(TemplateException e, Evaluation evaluation, Places places) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case PendingValueException pending -> {
                    return pending;
                }
                case EvaluationException inner -> {
                    return inner;
                }
                case Interpolations.MissingValueException _ -> {
                    String expression = interpolation(e, places);
                    return missing(expression, expression, at(e, places, 1), evaluation);
                }
                case Interpolations.NotTextException wrong -> {
                    String expression = interpolation(e, places);
                    return failure(at(e, places, 1), expression + ": " + wrong.reason(), wrong.hint());
                }
                case CallException wrong -> {
                    return failure(placeOf(e, places), evaluation.mask(plain(e)), wrong.hint());
                }
                default -> {
                    // Look further.
                }
            }
        }
        String blamed = e.getBlamedExpressionString();
        if (e instanceof InvalidReferenceException && blamed != null) {
            String expression = blamed.replaceFirst("(?s)^\\((.*)\\)$", "$1");
            return missing(expression, source(e, places), at(e, places, expression.length()), evaluation);
        }
        return failure(placeOf(e, places), evaluation.mask(plain(e)), "");
    }

    /// @param source what was evaluated, from about the expression on
    private static EvaluationException missing(
            String expression, String source, Location location, Evaluation evaluation) {
        Matcher key = KEY.matcher(expression);
        boolean hasKey = key.matches();
        String name = !hasKey ? expression : key.group(2) != null ? key.group(2) : key.group(3);
        Matcher computed = COMPUTED_KEY.matcher(expression);
        boolean hasComputedKey = !hasKey && computed.matches();
        var miss = evaluation.lastMiss().filter(m -> hasComputedKey || m.key().equals(name));
        if (miss.isEmpty()) {
            return failure(location, expression + " has no value", DEFAULT_HINT);
        }
        if (miss.get().empty()) {
            return failure(location, expression + " is empty (null)", DEFAULT_HINT);
        }
        if (hasKey || hasComputedKey) {
            String map = hasKey ? key.group(1) : computed.group(1);
            return failure(
                    location, "%s has no \"%s\"".formatted(map, miss.get().key()), hint(miss.get()));
        }
        return failure(
                location,
                "\"%s\" is not defined".formatted(name),
                AnsibleNames.hint(name, source).orElseGet(() -> hint(miss.get())));
    }

    private static String hint(Evaluation.Miss miss) {
        return miss.why().isEmpty() ? Suggestions.didYouMean(miss.key(), miss.known(), DEFAULT_HINT) : miss.why();
    }

    private static EvaluationException failure(Location location, String message, String hint) {
        return new EvaluationException(new Problem(location, message, hint));
    }

    private static Location at(TemplateException e, Places places, int length) {
        Integer line = e.getLineNumber();
        Integer column = e.getColumnNumber();
        return line == null || column == null ? places.at(1, 1, 1) : places.at(line, column, length);
    }

    private static String source(TemplateException e, Places places) {
        Integer line = e.getLineNumber();
        Integer column = e.getColumnNumber();
        return line == null || column == null ? "" : places.source(line, column);
    }

    /// The expression of the interpolation that was being printed.
    private static String interpolation(TemplateException e, Places places) {
        Integer line = e.getLineNumber();
        Integer column = e.getColumnNumber();
        if (line == null || column == null) {
            return "the value";
        }
        String source = places.source(line, column);
        int start = source.indexOf("[=") + 2;
        int end = Brackets.close(source, start);
        return end < 0 ? "the value" : source.substring(start, end).strip();
    }

    private static Location placeOf(TemplateException e, Places places) {
        Matcher place = PLACE.matcher(e.getMessageWithoutStackTop());
        return place.find()
                ? places.at(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)), 1)
                : at(e, places, 1);
    }

    private static String plain(TemplateException e) {
        return PlainWords.of(e.getMessageWithoutStackTop());
    }
}
