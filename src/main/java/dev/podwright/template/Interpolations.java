package dev.podwright.template;

import dev.podwright.source.NullValue;
import dev.podwright.source.Secret;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Prints what an interpolation gives. Templates are rewritten before they are compiled: `[=x]` becomes
/// `[=pw__print(pw__mark, (x))]`. That is how lists become words, and how what was computed from a secret is
/// known.
///
/// @param shell whether values become quoted shell words, else plain text
record Interpolations(boolean shell) implements TemplateMethodModelEx {
    static final String METHOD = "pw__print";
    static final String MARK = "pw__mark";
    static final String GLUED_MARK = "pw__glued";
    static final String AFTER = "))";

    /// What goes before the expression of an interpolation.
    ///
    /// @param glued whether it is only a part of a shell word, as in `--name=[=x]`
    static String before(boolean glued) {
        return METHOD + "(" + (glued ? GLUED_MARK : MARK) + ", (";
    }

    @Override
    public TemplateModel exec(@SuppressWarnings("rawtypes") List arguments) throws TemplateModelException {
        ScopeModel.Mark mark = (ScopeModel.Mark) arguments.getFirst();
        Evaluation evaluation = mark.evaluation();
        TemplateModel model = (TemplateModel) arguments.getLast();
        if (model == null) {
            throw new MissingValueException();
        }
        boolean secret = evaluation.touchedSinceMark();
        if (model instanceof ShellOutputFormat.Markup markup) {
            if (secret) {
                evaluation.printed(ShellOutputFormat.INSTANCE.getMarkupString(markup));
            }
            return model;
        }
        Object value = new Results(false).value(model);
        if (shell && mark.glued() && value instanceof List<?>) {
            throw new NotTextException(
                    "a list can't be a part of a word", "put blanks around it, or join it: x?join(\",\")");
        }
        return shell ? words(value, secret, evaluation) : new SimpleScalar(text(value, secret, evaluation));
    }

    private static TemplateModel words(Object value, boolean secret, Evaluation evaluation)
            throws TemplateModelException {
        List<?> items = value instanceof List<?> list ? list : List.of(value);
        List<String> words = new ArrayList<>();
        for (Object item : items) {
            words.add(word(item, secret, evaluation));
        }
        return ShellOutputFormat.INSTANCE.fromMarkup(String.join(" ", words));
    }

    private static String word(Object item, boolean secret, Evaluation evaluation) throws TemplateModelException {
        String text = text(item, secret, evaluation);
        if (item instanceof Number || item instanceof Boolean) {
            return text;
        }
        String quoted = ShellOutputFormat.INSTANCE.escapePlainText(text);
        if (text.indexOf('\'') >= 0 && (secret || item instanceof Secret)) {
            evaluation.printed(quoted.substring(1, quoted.length() - 1));
        }
        return quoted;
    }

    private static String text(Object value, boolean secret, Evaluation evaluation) throws TemplateModelException {
        String text = plain(value);
        if (value instanceof Secret || (secret && value instanceof String)) {
            evaluation.printed(text);
        }
        return text;
    }

    /// @throws TemplateModelException where the value has no form as a piece of text
    static String plain(Object value) throws TemplateModelException {
        return switch (value) {
            case String text -> text;
            case Secret secret -> secret.reveal();
            case Boolean flag -> flag.toString();
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            case NullValue _ -> throw new NotTextException("an empty item (null) has no text", "leave it out");
            case List<?> _ -> throw new NotTextException("a list can't stand within text", "join it: x?join(\", \")");
            default -> throw new NotTextException("a map can't stand within text", "name the key you mean: x.key");
        };
    }

    /// An interpolation without a value.
    static final class MissingValueException extends TemplateModelException {
        MissingValueException() {
            super("has no value");
        }
    }

    /// A value that can't be put into text, and what to write instead.
    static final class NotTextException extends TemplateModelException {
        private final String reason;
        private final String hint;

        NotTextException(String reason, String hint) {
            super(reason);
            this.reason = reason;
            this.hint = hint;
        }

        String reason() {
            return reason;
        }

        String hint() {
            return hint;
        }
    }
}
