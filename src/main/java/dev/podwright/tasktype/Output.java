package dev.podwright.tasktype;

import java.util.List;
import java.util.Map;

/// A value that a task type gives back: its snippets call `pw_output NAME VALUE`.
///
/// @param fields the columns of a [Type#TABLE] and their types, else empty
public record Output(String name, Type type, Map<String, Output.Type> fields, String doc) {
    public Output {
        fields = Map.copyOf(fields);
    }

    /// Reads what a host sent, strictly. The fields of a table's row are all there, ordered by name; those
    /// that were left out, and empty numbers and booleans, are [dev.podwright.source.NullValue#NULL].
    ///
    /// @param calls the values of each call of `pw_output` with this name, in order; a list, map or table that
    ///     was called without values is there and has nothing in it
    /// @throws IllegalArgumentException where the text doesn't fit the type; the message names the output
    public Object read(List<List<String>> calls) {
        return new OutputReader(this).read(calls);
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
        TABLE;

        /// What a table's field can be.
        static Type[] ofFields() {
            return new Type[] {STRING, INT, NUMBER, BOOL, SECRET};
        }
    }
}
