package dev.podwright.template;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;

/// A YAML value in which text may hold `[=expression]`; nothing else of FreeMarker is live in it. Map keys may
/// hold interpolations too. Text that is exactly one interpolation takes the expression's type; otherwise the
/// parts are joined as text: booleans as `true` or `false`, numbers plain; a list or map within text is an
/// error. To write `[=` itself, put `[=r"[="]`; a value tagged `!unsafe` is taken as it stands. A value tagged `!vault`
/// is decrypted by the scope's vault, to a secret; all texts of a file that was decrypted are secrets. Immutable.
public final class ValueTemplate {
    private final YamlNode node;
    private final ValuePart part;

    private ValueTemplate(YamlNode node, ValuePart part) {
        this.node = node;
        this.part = part;
    }

    /// Compiles a value; syntax errors become problems at their places. A YAML list that stands where plain text
    /// beginning with `[=` was meant is one of them, with the hint to quote it.
    public static ValueTemplate compile(YamlNode node, Problems problems) {
        ValuePart part = new ValueCompiler(problems).compile(node);
        boolean confidential = node.location().file().confidential();
        return new ValueTemplate(node, confidential ? new ValuePart.Confidential(part) : part);
    }

    /// A fixed value without a place of its own.
    public static ValueTemplate constant(Object value, Location location) {
        YamlNode node = new YamlNode.Scalar(location, value.toString(), value, true, "");
        return new ValueTemplate(node, new ValuePart.Fixed(value));
    }

    /// Whether there is no interpolation in it, so that [#evaluate] needs no scope.
    public boolean isConstant() {
        return part.isConstant();
    }

    /// Whether something in it is or was encrypted.
    public boolean holdsSecrets() {
        return part.holdsSecrets();
    }

    /// The typed value, of the kinds that [YamlNode] lists. Text joined from a secret is a secret as a whole.
    ///
    /// @throws EvaluationException where a name is missing or an operation doesn't fit
    /// @throws PendingValueException where a value isn't known yet
    public Object evaluate(Scope scope) {
        return part.evaluate(scope);
    }

    public Location location() {
        return node.location();
    }

    /// The YAML it was compiled from.
    public YamlNode node() {
        return node;
    }
}
