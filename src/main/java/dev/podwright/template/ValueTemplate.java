package dev.podwright.template;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;

/// A YAML value in which text may hold `[=expression]`; nothing else of FreeMarker is live in it. Map keys may hold
/// interpolations too. Text that is exactly one interpolation takes the expression's type; otherwise the parts are
/// joined as text. Immutable.
public final class ValueTemplate {
    private ValueTemplate() {}

    /// Compiles a value; syntax errors become problems at their places. A YAML list that stands where plain text
    /// beginning with `[=` was meant is one of them, with the hint to quote it.
    public static ValueTemplate compile(YamlNode node, Problems problems) {
        throw new UnsupportedOperationException("template/ValueTemplate is being written");
    }

    /// A fixed value without a place of its own.
    public static ValueTemplate constant(Object value, Location location) {
        throw new UnsupportedOperationException("template/ValueTemplate is being written");
    }

    /// Whether there is no interpolation in it, so that [#evaluate] needs no scope.
    public boolean isConstant() {
        throw new UnsupportedOperationException("template/ValueTemplate is being written");
    }

    /// The typed value, of the kinds that [YamlNode] lists. Text joined from a secret is a secret as a whole.
    ///
    /// @throws EvaluationException where a name is missing or an operation doesn't fit
    /// @throws PendingValueException where a value isn't known yet
    public Object evaluate(Scope scope) {
        throw new UnsupportedOperationException("template/ValueTemplate is being written");
    }

    public Location location() {
        throw new UnsupportedOperationException("template/ValueTemplate is being written");
    }

    /// The YAML it was compiled from.
    public YamlNode node() {
        throw new UnsupportedOperationException("template/ValueTemplate is being written");
    }
}
