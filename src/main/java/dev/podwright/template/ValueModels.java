package dev.podwright.template;

import dev.podwright.source.NullValue;
import dev.podwright.source.Secret;
import freemarker.template.SimpleCollection;
import freemarker.template.SimpleNumber;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateCollectionModel;
import freemarker.template.TemplateHashModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Our values as FreeMarker sees them. Lists and maps are wrapped lazily, so that a map may give its values on
/// demand (and throw [PendingValueException] from `get`).
final class ValueModels {
    private ValueModels() {}

    /// @return null where there is no value, as FreeMarker wants it
    static @Nullable TemplateModel wrap(@Nullable Object value, Evaluation evaluation) throws TemplateModelException {
        return switch (value) {
            case null -> null;
            case NullValue _ -> null;
            case TemplateModel model -> model;
            case String text -> new SimpleScalar(text);
            case Boolean flag -> flag ? TemplateBooleanModel.TRUE : TemplateBooleanModel.FALSE;
            case Number number -> new SimpleNumber(number);
            case Secret secret -> new SecretModel(secret, evaluation);
            case List<?> list -> new ListModel(list, evaluation);
            case Map<?, ?> map -> new MapModel(map, evaluation);
            default ->
                throw new TemplateModelException(
                        "a " + value.getClass().getSimpleName() + " can't be used in an expression");
        };
    }

    /// A model that is one of our values.
    sealed interface Wrapped extends TemplateModel permits SecretModel, ListModel, MapModel, OmitModel {
        Object value();
    }

    record SecretModel(Secret value, Evaluation evaluation) implements TemplateScalarModel, Wrapped {
        @Override
        public String getAsString() {
            return evaluation.reveal(value);
        }
    }

    record ListModel(List<?> value, Evaluation evaluation) implements TemplateSequenceModel, Wrapped {
        @Override
        public @Nullable TemplateModel get(int index) throws TemplateModelException {
            if (index < 0 || index >= value.size()) {
                evaluation.missedAnother();
                return null;
            }
            return wrap(value.get(index), evaluation);
        }

        @Override
        public int size() {
            return value.size();
        }
    }

    record MapModel(Map<?, ?> value, Evaluation evaluation) implements TemplateHashModelEx, Wrapped {
        @Override
        public @Nullable TemplateModel get(String key) throws TemplateModelException {
            Object found = value.get(key);
            if (found == null || found == NullValue.NULL) {
                List<String> known =
                        value.keySet().stream().map(String::valueOf).toList();
                String why = value instanceof Explaining explaining ? explaining.whyMissing(key) : "";
                evaluation.missed(new Evaluation.Miss(key, known, found != null, why));
            }
            return wrap(found, evaluation);
        }

        @Override
        public boolean isEmpty() {
            return value.isEmpty();
        }

        @Override
        public int size() {
            return value.size();
        }

        @Override
        public TemplateCollectionModel keys() {
            return new SimpleCollection(value.keySet().iterator(), this::wrapItem);
        }

        @Override
        public TemplateCollectionModel values() {
            return new SimpleCollection(value.values().iterator(), this::wrapItem);
        }

        private @Nullable TemplateModel wrapItem(@Nullable Object item) throws TemplateModelException {
            return wrap(item, evaluation);
        }
    }
}
