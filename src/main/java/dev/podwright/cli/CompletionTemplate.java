package dev.podwright.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The fixed part of a completion script, a resource with `%NAME%` where something is to be filled in.
final class CompletionTemplate {
    private CompletionTemplate() {}

    static String fill(String shell, Map<String, String> values) {
        String name = "completion/podwright." + shell;
        try (InputStream in = Objects.requireNonNull(CompletionTemplate.class.getResourceAsStream(name), name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("%" + value.getKey() + "%", value.getValue().stripTrailing());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The words that may come first.
    static List<String> commands() {
        return Stream.concat(CommandName.words().stream(), Stream.of("help")).toList();
    }
}
