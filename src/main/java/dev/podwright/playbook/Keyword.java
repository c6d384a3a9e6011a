package dev.podwright.playbook;

import dev.podwright.source.JsonSchema;

/// A key that plays, blocks, tasks or imports understand.
///
/// @param form what it takes
/// @param doc what it means, as Markdown
public record Keyword(String name, Form form, String doc) {
    /// @param words for people, such as `true or false`
    /// @param schema for editors: the same as the reader takes
    public record Form(String words, JsonSchema schema) {}

    JsonSchema schema() {
        return form.schema().described(doc);
    }
}
