package dev.podwright.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.report.Paint.Colour;
import java.util.ArrayList;
import java.util.List;

/// Changes as lines: `what: from → to`, or for content a unified diff or its size.
///
/// @param diff whether content is shown as a diff
record ChangeText(Paint paint, boolean diff) {
    private static final int CONTEXT = 3;
    private static final int FILE_HEADER_LINES = 2;

    List<String> lines(List<Change> changes) {
        return changes.stream().flatMap(change -> lines(change).stream()).toList();
    }

    private List<String> lines(Change change) {
        String what = Text.oneLine(change.what());
        if (change.from().isEmpty() && change.to().isEmpty()) {
            return List.of(what);
        }
        if (!isContent(change)) {
            return List.of(what + ": " + values(change));
        }
        return content(what, Text.lines(change.from()), Text.lines(change.to()));
    }

    private static boolean isContent(Change change) {
        return change.from().contains("\n") || change.to().contains("\n");
    }

    /// Where there was nothing before, only what there will be.
    private static String values(Change change) {
        String to = change.to().isEmpty() ? "(none)" : Text.printable(change.to());
        return change.from().isEmpty() ? to : Text.printable(change.from()) + " → " + to;
    }

    private List<String> content(String what, List<String> from, List<String> to) {
        Patch<String> patch = DiffUtils.diff(from, to);
        if (patch.getDeltas().isEmpty()) {
            return List.of(what + ": only spaces or line ends at the end differ");
        }
        if (!diff) {
            return List.of("%s: content differs (%s)".formatted(what, Text.count(size(patch), "line")));
        }
        List<String> lines = new ArrayList<>(List.of(what + ":"));
        UnifiedDiffUtils.generateUnifiedDiff("", "", from, patch, CONTEXT).stream()
                .skip(FILE_HEADER_LINES)
                .map(this::coloured)
                .forEach(lines::add);
        return lines;
    }

    private static int size(Patch<String> patch) {
        return patch.getDeltas().stream()
                .mapToInt(delta ->
                        Math.max(delta.getSource().size(), delta.getTarget().size()))
                .sum();
    }

    private String coloured(String line) {
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> paint.paint(Colour.GREEN, line);
            case '-' -> paint.paint(Colour.RED, line);
            case '@' -> paint.paint(Colour.CYAN, line);
            default -> line;
        };
    }
}
