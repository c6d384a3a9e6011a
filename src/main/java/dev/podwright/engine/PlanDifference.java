package dev.podwright.engine;

import dev.podwright.connection.BlockResult.Change;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Planned and present changes side by side, a line for each thing that they are about.
final class PlanDifference {
    private static final int WIDEST = 48;
    private static final String NOTHING = "(nothing)";

    private PlanDifference() {}

    static String text(List<Change> planned, List<Change> present) {
        Set<String> subjects = new LinkedHashSet<>();
        planned.forEach(change -> subjects.add(change.what()));
        present.forEach(change -> subjects.add(change.what()));
        List<Row> rows = new ArrayList<>(List.of(new Row("PLANNED", "NOW")));
        subjects.forEach(what -> rows.add(new Row(cell(what, planned), cell(what, present))));
        int width = rows.stream().mapToInt(row -> row.planned().length()).max().orElse(0);
        return String.join(
                "\n",
                rows.stream()
                        .map(row -> "  %s%s  %s"
                                .formatted(
                                        row.planned(),
                                        " ".repeat(width - row.planned().length()),
                                        row.present()))
                        .toList());
    }

    private record Row(String planned, String present) {}

    private static String cell(String what, List<Change> changes) {
        List<String> texts = changes.stream()
                .filter(change -> change.what().equals(what))
                .map(PlanDifference::text)
                .toList();
        return texts.isEmpty() ? NOTHING : String.join("; ", texts);
    }

    private static String text(Change change) {
        if (change.from().isEmpty() && change.to().isEmpty()) {
            return shortened(change.what());
        }
        String from = change.from().isEmpty() ? "" : shortened(change.from()) + " → ";
        return shortened(change.what()) + ": " + from + (change.to().isEmpty() ? "(none)" : shortened(change.to()));
    }

    /// Content can be long; its beginning and its size say enough here.
    private static String shortened(String text) {
        String line = text.replace('\n', ' ');
        return line.length() <= WIDEST
                ? line
                : line.substring(0, WIDEST) + "… (%d characters)".formatted(text.length());
    }
}
