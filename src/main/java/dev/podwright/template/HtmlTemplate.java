package dev.podwright.template;

import dev.podwright.source.SourceFile;
import freemarker.core.ParseException;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.util.Map;

/// A page of Podwright's own, made from values: whatever `[=x]` puts in is escaped for HTML, in text and in quoted
/// attributes. Immutable.
public final class HtmlTemplate {
    private final Template template;

    private HtmlTemplate(Template template) {
        this.template = template;
    }

    /// @throws IllegalArgumentException where it isn't a template
    public static HtmlTemplate compile(SourceFile file) {
        try {
            return new HtmlTemplate(TemplateEngine.html().parse(file.name(), file.text()));
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// @param values of the kinds that [dev.podwright.source.YamlNode] lists, by name
    /// @throws IllegalArgumentException where the template needs a value that isn't there
    public String render(Map<String, Object> values) {
        try {
            return TemplateEngine.process(template, new Evaluation(Scope.of(values)));
        } catch (TemplateException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
