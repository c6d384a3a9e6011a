package dev.podwright.report;

import dev.podwright.engine.RunListener;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Tells again what a run's journal tells, so that any report can be made of it later.
public final class JournalReader {
    private final Path file;

    private JournalReader(Path file) {
        this.file = file;
    }

    /// @param run its id, the beginning of it, or `latest`
    /// @throws InvalidInputException where there is no such run, or several
    public static JournalReader open(Path stateFolder, String run) {
        return new JournalReader(Journals.of(stateFolder).find(run, Location.named("report " + run)));
    }

    /// Tells all events in their order; for a run that was killed also the end that it didn't come to.
    ///
    /// @throws InvalidInputException where the journal can't be read
    public void tell(RunListener listener) {
        Broken broken = new Broken();
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                if (line.endsWith("}")) { // a run that was killed may have left half a line
                    EventReader.read(JsonValue.read(line)).ifPresent(event -> {
                        broken.hear(event);
                        listener.on(event);
                    });
                }
            }
        } catch (IOException e) {
            throw new InvalidInputException(
                    new Problem(Location.named(file.toString()), "this journal can't be read: " + e.getMessage()));
        }
        broken.end().ifPresent(listener::on);
    }
}
