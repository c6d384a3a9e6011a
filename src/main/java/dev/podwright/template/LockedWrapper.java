package dev.podwright.template;

import freemarker.template.ObjectWrapper;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import org.jspecify.annotations.Nullable;

/// Shows FreeMarker only the kinds of value that [dev.podwright.source.YamlNode] lists; nothing of Java can be
/// reached. FreeMarker itself wraps only what it made (never a secret), so there is no evaluation to record in.
final class LockedWrapper implements ObjectWrapper {
    @Override
    public @Nullable TemplateModel wrap(@Nullable Object value) throws TemplateModelException {
        return ValueModels.wrap(value, new Evaluation(Scope.of(java.util.Map.of())));
    }
}
