package dev.podwright.template;

import dev.podwright.source.Secret;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A [Function] as FreeMarker calls it. Secrets among the arguments are noted as read, so that what comes of them is a
/// secret.
record FunctionModel(String name, Function function, Evaluation evaluation) implements TemplateMethodModelEx {
    @Override
    public @Nullable TemplateModel exec(@SuppressWarnings("rawtypes") List arguments) throws TemplateModelException {
        List<Object> values = new ArrayList<>();
        for (Object argument : arguments) {
            values.add(revealed(new Results(false).value((TemplateModel) argument)));
        }
        try {
            return ValueModels.wrap(function.call(values), evaluation);
        } catch (IllegalArgumentException e) {
            throw new TemplateModelException(name + ": " + e.getMessage(), e);
        }
    }

    private Object revealed(Object value) {
        return switch (value) {
            case Secret secret -> evaluation.reveal(secret);
            case List<?> list -> list.stream().map(this::revealed).toList();
            case Map<?, ?> map -> {
                Map<String, Object> all = new LinkedHashMap<>();
                map.forEach((key, item) -> all.put(key.toString(), revealed(item)));
                yield all;
            }
            default -> value;
        };
    }
}
