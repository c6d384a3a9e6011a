package dev.podwright.report;

import dev.podwright.engine.RunEvent;
import dev.podwright.engine.RunListener;
import dev.podwright.source.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/// Writes every event as one JSON object on a line of its own, at once, and closes the writer after the run's last
/// event.
///
/// @param out is closed after the run's last event
public record JsonLines(Writer out) implements RunListener {
    /// @throws UncheckedIOException where the line can't be written
    @Override
    public void on(RunEvent event) {
        try {
            out.write(Json.compact(EventJson.of(event)) + "\n");
            out.flush();
            if (event instanceof RunEvent.RunFinished) {
                out.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
