package dev.podwright.engine;

/// How a task ended on a host.
public sealed interface Outcome {
    TaskResult result();

    /// The same outcome with another result.
    Outcome with(TaskResult other);

    /// Nothing to do, or nothing that counts as a change.
    ///
    /// @param notRun in a plan: an apply would run it, and only then is its result known
    record Ok(TaskResult result, boolean notRun) implements Outcome {
        public Ok(TaskResult result) {
            this(result, false);
        }

        @Override
        public Outcome with(TaskResult other) {
            return new Ok(other, notRun);
        }
    }

    /// Changed, and verified where the task type verifies.
    record Changed(TaskResult result) implements Outcome {
        @Override
        public Outcome with(TaskResult other) {
            return new Changed(other);
        }
    }

    /// In a plan: an apply would change this.
    record WouldChange(TaskResult result) implements Outcome {
        @Override
        public Outcome with(TaskResult other) {
            return new WouldChange(other);
        }
    }

    /// In a plan: can't be known before an earlier task is applied; `result.msg` says why.
    record Unknown(TaskResult result) implements Outcome {
        @Override
        public Outcome with(TaskResult other) {
            return new Unknown(other);
        }
    }

    /// Not run; `result.msg` says why.
    record Skipped(TaskResult result) implements Outcome {
        @Override
        public Outcome with(TaskResult other) {
            return new Skipped(other);
        }
    }

    /// Did not work.
    ///
    /// @param ignored whether the playbook said to go on (`ignore_errors`)
    /// @param rescued whether a `rescue` of the playbook takes over
    record Failed(TaskResult result, boolean ignored, boolean rescued) implements Outcome {
        @Override
        public Outcome with(TaskResult other) {
            return new Failed(other, ignored, rescued);
        }
    }

    /// The connection was lost or could not be made.
    record Unreachable(TaskResult result, boolean ignored) implements Outcome {
        @Override
        public Outcome with(TaskResult other) {
            return new Unreachable(other, ignored);
        }
    }

    static Outcome failed(TaskResult result) {
        return new Failed(result, false, false);
    }

    /// Whether something changed or, in a plan, would change.
    default boolean changed() {
        return this instanceof Changed || this instanceof WouldChange;
    }

    /// Whether an apply would tell more: what it would give is then not known.
    default boolean isOpen() {
        return switch (this) {
            case WouldChange _, Unknown _ -> true;
            case Ok ok -> ok.notRun();
            case Changed _, Skipped _, Failed _, Unreachable _ -> false;
        };
    }

    /// Whether its outputs become facts.
    default boolean givesFacts() {
        return this instanceof Ok || this instanceof Changed || this instanceof WouldChange;
    }

    /// Whether the host goes no further with its list of tasks.
    default boolean stopsHost() {
        return switch (this) {
            case Failed failed -> !failed.ignored();
            case Unreachable unreachable -> !unreachable.ignored();
            case Ok _, Changed _, WouldChange _, Unknown _, Skipped _ -> false;
        };
    }
}
