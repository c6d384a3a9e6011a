package dev.podwright.template;

import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The scope as FreeMarker's data model.
record ScopeModel(Evaluation evaluation) implements TemplateHashModel {
    private static final String IS_UNKNOWN = "is_unknown";

    @Override
    public @Nullable TemplateModel get(String name) throws TemplateModelException {
        if (name.equals(Interpolations.METHOD)) {
            return null;
        }
        if (name.equals(Interpolations.MARK) || name.equals(Interpolations.GLUED_MARK)) {
            evaluation.mark();
            return new Mark(evaluation, name.equals(Interpolations.GLUED_MARK));
        }
        Object value = evaluation.variable(name).orElse(null);
        return value == null ? ours(name) : ValueModels.wrap(value, evaluation);
    }

    /// A name that means the same everywhere, unless a variable hides it.
    private @Nullable TemplateModel ours(String name) {
        if (name.equals(OmitModel.NAME)) {
            return OmitModel.OMIT;
        }
        if (name.equals(IS_UNKNOWN)) {
            return new FunctionModel(name, this::isUnknown, evaluation);
        }
        if (evaluation.declares(name)) {
            return null;
        }
        if (name.equals(Lookup.NAME)) {
            return new FunctionModel(name, arguments -> Lookup.call(arguments, evaluation.scope()), evaluation);
        }
        return Functions.find(name)
                .map(function -> new FunctionModel(name, function, evaluation))
                .orElse(null);
    }

    private Object isUnknown(List<Object> arguments) {
        return evaluation.isUnknown(CallArguments.of(arguments, 1, 1).text("the fact's name"));
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    /// The first argument of every interpolation: tells it the evaluation it belongs to.
    record Mark(Evaluation evaluation, boolean glued) implements TemplateScalarModel {
        @Override
        public String getAsString() {
            return "";
        }
    }
}
