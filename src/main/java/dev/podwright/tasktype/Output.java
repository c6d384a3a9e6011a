package dev.podwright.tasktype;

import java.util.Map;

/// A value that a task type gives back: its snippets call `pw_output NAME VALUE`.
///
/// @param fields the columns of a [Type#TABLE] and their types, else empty
public record Output(String name, Type type, Map<String, Output.Type> fields, String doc) {
    public Output {
        fields = Map.copyOf(fields);
    }

    /// How the text that the host sent is read, strictly.
    public enum Type {
        STRING,
        INT,
        NUMBER,
        BOOL,
        /// Text that is masked everywhere from then on.
        SECRET,
        /// Each call appends one text.
        LIST,
        /// Each call adds one `key=value`.
        MAP,
        /// Each call appends one row: `pw_output NAME key=value key=value …`.
        TABLE
    }
}
