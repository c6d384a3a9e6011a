package dev.podwright.template;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/// Shell as an output format: plain text that goes in is escaped into one single-quoted word.
final class ShellOutputFormat extends CommonMarkupOutputFormat<ShellOutputFormat.Markup> {
    static final ShellOutputFormat INSTANCE = new ShellOutputFormat();

    private ShellOutputFormat() {}

    /// The text as one word of a POSIX shell, whatever it holds.
    ///
    /// @throws IllegalArgumentException where the text holds a NUL character, which no shell word can
    static String quote(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the value holds a NUL character, which no shell word can hold");
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }

    @Override
    public String getName() {
        return "sh";
    }

    @Override
    public String getMimeType() {
        return "text/x-shellscript";
    }

    @Override
    public void output(String textToEscape, Writer out) throws IOException, TemplateModelException {
        out.write(escapePlainText(textToEscape));
    }

    @Override
    public String escapePlainText(String text) throws TemplateModelException {
        try {
            return quote(text);
        } catch (IllegalArgumentException e) {
            throw new TemplateModelException(e.getMessage(), e);
        }
    }

    @Override
    public boolean isLegacyBuiltInBypassed(String builtInName) {
        return false;
    }

    @Override
    protected Markup newTemplateMarkupOutputModel(@Nullable String plainText, @Nullable String markup) {
        return new Markup(plainText, markup);
    }

    /// A piece of shell text.
    static final class Markup extends CommonTemplateMarkupOutputModel<Markup> {
        private Markup(@Nullable String plainText, @Nullable String markup) {
            super(plainText, markup);
        }

        @Override
        public ShellOutputFormat getOutputFormat() {
            return INSTANCE;
        }
    }
}
