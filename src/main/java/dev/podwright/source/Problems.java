package dev.podwright.source;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects the mistakes of all files, so that the operator sees them in one go. Not thread-safe.
public final class Problems {
    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(
                    (Problem problem) -> problem.location().file().name())
            .thenComparingInt(problem -> problem.location().line())
            .thenComparingInt(problem -> problem.location().column());

    private final Set<Problem> found = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();

    public void add(Problem problem) {
        found.add(problem);
    }

    public void add(Location location, String message) {
        add(new Problem(location, message));
    }

    public void add(Location location, String message, String hint) {
        add(new Problem(location, message, hint));
    }

    /// Something that doesn't stop a run but should be known.
    public void warn(Location location, String message, String hint) {
        warnings.add(new Problem(location, message, hint));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public int count() {
        return found.size();
    }

    /// All problems, by file, line and column.
    public List<Problem> sorted() {
        return found.stream().sorted(BY_PLACE).toList();
    }

    /// All warnings, by file, line and column; none for a line that has a problem anyway.
    public List<Problem> warnings() {
        return warnings.stream()
                .filter(warning ->
                        found.stream().noneMatch(problem -> isSameLine(problem.location(), warning.location())))
                .sorted(BY_PLACE)
                .toList();
    }

    private static boolean isSameLine(Location one, Location other) {
        return one.line() == other.line()
                && one.file().name().equals(other.file().name());
    }

    /// @throws InvalidInputException with all problems, if there are any
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidInputException(sorted());
        }
    }
}
