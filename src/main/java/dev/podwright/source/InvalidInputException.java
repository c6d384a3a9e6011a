package dev.podwright.source;

import java.util.List;
import java.util.stream.Collectors;

/// The input can't be used as it is; carries every problem found, and its message shows them all.
public final class InvalidInputException extends RuntimeException {
    private final transient List<Problem> problems;

    public InvalidInputException(List<Problem> problems) {
        super(problems.stream().map(Problem::render).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public InvalidInputException(Problem problem) {
        this(List.of(problem));
    }

    public List<Problem> problems() {
        return problems;
    }
}
