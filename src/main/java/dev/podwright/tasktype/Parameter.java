package dev.podwright.tasktype;

import java.util.List;
import java.util.Optional;

/// A parameter of a task type.
///
/// @param defaultValue what holds where the playbook says nothing; already converted
/// @param choices the values of an enum, else empty
public record Parameter(
        String name,
        ParameterType type,
        boolean required,
        Optional<Object> defaultValue,
        List<String> choices,
        String doc) {
    public Parameter {
        choices = List.copyOf(choices);
    }

    /// Reads a value as this parameter's type.
    ///
    /// @throws IllegalArgumentException where it doesn't fit; the message completes the sentence
    ///     `run_container's "memory" …`, such as `must be a size such as 4g or 512m, not "lots"`; local files and
    ///     content are only checked to be text
    public Object convert(Object value) {
        return Conversions.convert(value, type, choices);
    }
}
