package dev.podwright.template;

import dev.podwright.source.Problem;

/// An expression or template could not be evaluated with the values at hand; the problem says where and why.
public final class EvaluationException extends RuntimeException {
    private final transient Problem problem;

    public EvaluationException(Problem problem) {
        super(problem.message());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
