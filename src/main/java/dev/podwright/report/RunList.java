package dev.podwright.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The runs whose journals were kept, newest first, as a table.
public final class RunList {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final List<String> TITLES = List.of("RUN", "DATE", "WHAT", "HOSTS", "PLAYBOOKS", "RESULT");

    private RunList() {}

    /// @param most how many are shown; a last line says how many more there are
    public static List<String> lines(Path stateFolder, int most, ZoneId zone) {
        Journals journals = Journals.of(stateFolder);
        List<String> ids = journals.newestFirst();
        if (ids.isEmpty()) {
            return List.of("no run was kept in " + journals.folder());
        }
        List<List<String>> rows = new ArrayList<>(List.of(TITLES));
        ids.stream().limit(most).forEach(id -> rows.add(row(journals.file(id), id, zone)));
        List<String> lines = new ArrayList<>(table(rows));
        if (ids.size() > most) {
            lines.add("… and %d older; --all lists them".formatted(ids.size() - most));
        }
        return lines;
    }

    private static List<String> row(Path file, String id, ZoneId zone) {
        List<JsonValue> ends;
        try (Stream<String> lines = Files.lines(file)) {
            ends = lines.filter(line -> line.startsWith("{\"kind\":\"run_") && line.endsWith("}"))
                    .flatMap(line -> value(line).stream())
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of(id, "", "", "", "", "its journal can't be read: " + e.getMessage());
        }
        if (ends.isEmpty()) {
            return List.of(id, "", "", "", "", "its journal has no beginning");
        }
        JsonValue started = ends.getFirst();
        return List.of(
                id,
                TIME.withZone(zone).format(Instant.parse(started.get("time").text())),
                started.get("plan").is(true) ? "plan" : "run",
                String.valueOf(started.get("hosts").items().size()),
                String.join(
                        " ",
                        started.get("playbooks").items().stream()
                                .map(JsonValue::text)
                                .toList()),
                result(ends));
    }

    private static Optional<JsonValue> value(String line) {
        try {
            return Optional.of(JsonValue.read(line));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static String result(List<JsonValue> ends) {
        if (ends.size() < 2) {
            return "has not come to its end";
        }
        JsonValue finished = ends.getLast();
        String found = Recap.findings(EventReader.stats(finished.get("hosts")));
        return finished.get("interrupted").is(true) ? found + ", interrupted" : found;
    }

    private static List<String> table(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(Text.pad(Text.oneLine(row.get(column)), width(rows, column)))
                        .append("  ");
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream()
                .mapToInt(row -> Text.width(Text.oneLine(row.get(column))))
                .max()
                .orElse(0);
    }
}
