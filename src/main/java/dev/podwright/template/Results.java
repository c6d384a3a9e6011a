package dev.podwright.template;

import dev.podwright.source.NullValue;
import dev.podwright.source.Secret;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateCollectionModel;
import freemarker.template.TemplateHashModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateModelIterator;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns FreeMarker's results into our values. Text made while a secret was read becomes a secret.
///
/// @param tainted whether a secret was read
record Results(boolean tainted) {
    /// Keeps a range without an end (`1..`) from filling the memory.
    private static final int MOST_ITEMS = 1_000_000;

    Object value(@Nullable TemplateModel model) throws TemplateModelException {
        return switch (model) {
            case null -> NullValue.NULL;
            case ValueModels.Wrapped wrapped -> wrapped.value();
            case TemplateNumberModel number -> number(number.getAsNumber());
            case TemplateBooleanModel flag -> flag.getAsBoolean();
            case TemplateScalarModel text -> text(text.getAsString());
            case TemplateSequenceModel list -> list(list);
            case TemplateCollectionModel items -> items(items.iterator());
            case TemplateHashModelEx map -> map(map);
            default ->
                throw new TemplateModelException(
                        "the result is neither text, a number, true or false, " + "a list nor a map");
        };
    }

    private Object text(String text) {
        return tainted ? new Secret(text) : text;
    }

    /// Whole numbers as `Long` where they fit, others as `BigDecimal`.
    static Object number(Number number) {
        BigDecimal exact = number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
        boolean whole = exact.signum() == 0 || exact.stripTrailingZeros().scale() <= 0;
        return whole && exact.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0 ? exact.longValueExact() : exact;
    }

    private List<Object> list(TemplateSequenceModel list) throws TemplateModelException {
        if (list.size() > MOST_ITEMS) {
            throw new TemplateModelException("the list has more than a million items");
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            values.add(value(list.get(i)));
        }
        return Collections.unmodifiableList(values);
    }

    private List<Object> items(TemplateModelIterator iterator) throws TemplateModelException {
        List<Object> values = new ArrayList<>();
        while (iterator.hasNext()) {
            values.add(value(iterator.next()));
        }
        return Collections.unmodifiableList(values);
    }

    private Map<String, Object> map(TemplateHashModelEx map) throws TemplateModelException {
        Map<String, Object> values = new LinkedHashMap<>();
        TemplateModelIterator keys = map.keys().iterator();
        while (keys.hasNext()) {
            String key = ((TemplateScalarModel) keys.next()).getAsString();
            values.put(key, value(map.get(key)));
        }
        return Collections.unmodifiableMap(values);
    }
}
