package dev.podwright.template;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import java.util.Optional;

/// A bare FreeMarker expression, as in `when: gpu.count > 0`. Immutable; compiled once, evaluated on many threads.
public final class Expression {
    private Expression() {}

    /// Compiles an expression; a syntax error becomes a problem at its place.
    ///
    /// @param location where the expression's first character stands; its length is ignored
    public static Optional<Expression> compile(String text, Location location, Problems problems) {
        throw new UnsupportedOperationException("template/Expression is being written");
    }

    /// The typed value. A string that was computed from a [dev.podwright.source.Secret] is itself a secret.
    ///
    /// @throws EvaluationException where a name is missing or the operation doesn't fit its operands
    /// @throws PendingValueException where a value isn't known yet
    public Object evaluate(Scope scope) {
        throw new UnsupportedOperationException("template/Expression is being written");
    }

    /// The value as a condition: it must be a boolean.
    ///
    /// @throws EvaluationException also where the value isn't a boolean
    public boolean test(Scope scope) {
        throw new UnsupportedOperationException("template/Expression is being written");
    }

    /// The expression as written.
    public String text() {
        throw new UnsupportedOperationException("template/Expression is being written");
    }

    public Location location() {
        throw new UnsupportedOperationException("template/Expression is being written");
    }
}
