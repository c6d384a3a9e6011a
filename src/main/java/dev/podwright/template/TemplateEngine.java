package dev.podwright.template;

import freemarker.core.Environment;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.OutputFormat;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.core.UndefinedOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateModel;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// FreeMarker, locked down: square brackets, no class or file can be reached, numbers and booleans for computers.
final class TemplateEngine {
    /// Expressions and text templates: nothing is quoted.
    static final TemplateEngine TEXT = new TemplateEngine(UndefinedOutputFormat.INSTANCE);

    /// Shell templates: whatever is put in becomes one quoted word.
    static final TemplateEngine SHELL = new TemplateEngine(ShellOutputFormat.INSTANCE);

    /// Pages: whatever is put in is text, never markup. Most runs make none.
    static TemplateEngine html() {
        return Html.ENGINE;
    }

    private static final class Html {
        private static final TemplateEngine ENGINE = new TemplateEngine(HTMLOutputFormat.INSTANCE);
    }

    private final Configuration configuration = new Configuration(Configuration.VERSION_2_3_35);

    private TemplateEngine(OutputFormat format) {
        configuration.setTagSyntax(Configuration.SQUARE_BRACKET_TAG_SYNTAX);
        configuration.setInterpolationSyntax(Configuration.SQUARE_BRACKET_INTERPOLATION_SYNTAX);
        configuration.setOutputFormat(format);
        configuration.setAutoEscapingPolicy(Configuration.ENABLE_IF_SUPPORTED_AUTO_ESCAPING_POLICY);
        configuration.setObjectWrapper(new LockedWrapper());
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(false);
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setAPIBuiltinEnabled(false);
        configuration.setNumberFormat("computer");
        configuration.setBooleanFormat("c");
        configuration.setLocalizedLookup(false);
        configuration.setTabSize(1);
        configuration.setSharedVariable(Interpolations.METHOD, new Interpolations(format instanceof ShellOutputFormat));
    }

    Template parse(String name, String text) throws ParseException {
        try {
            return new Template(name, new StringReader(text), configuration);
        } catch (ParseException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs a template and gives back the text it makes.
    static String process(Template template, Evaluation evaluation) throws TemplateException {
        StringWriter out = new StringWriter();
        process(template, evaluation, out);
        return out.toString();
    }

    /// Runs a template that assigns a variable and gives back what it assigned.
    static TemplateModel variable(Template template, Evaluation evaluation, String name) throws TemplateException {
        return process(template, evaluation, new StringWriter()).getVariable(name);
    }

    private static Environment process(Template template, Evaluation evaluation, StringWriter out)
            throws TemplateException {
        try {
            Environment environment = template.createProcessingEnvironment(new ScopeModel(evaluation), out);
            environment.process();
            return environment;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
