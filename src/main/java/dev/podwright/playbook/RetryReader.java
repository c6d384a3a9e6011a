package dev.podwright.playbook;

import dev.podwright.source.Location;
import dev.podwright.tasktype.ParameterType;
import dev.podwright.template.Expression;
import dev.podwright.template.ValueTemplate;
import java.util.List;
import java.util.Optional;

/// Reads `until`, `retries` and `delay`; without `until` a task is tried until it doesn't fail.
final class RetryReader {
    /// Ansible's defaults.
    private static final long RETRIES = 3;

    private static final long DELAY_SECONDS = 5;

    private RetryReader() {}

    static Optional<Task.Retry> read(Fields task) {
        List<Expression> until = Conditions.read(task, "until");
        Optional<ValueTemplate> retries = task.wholeNumber("retries", 0, Long.MAX_VALUE);
        Optional<ValueTemplate> delay = task.value("delay", ParameterType.DURATION);
        if (!task.has("until") && !task.has("retries")) {
            return Optional.empty();
        }
        Location location = task.location();
        return Optional.of(new Task.Retry(
                until,
                retries.orElseGet(() -> ValueTemplate.constant(RETRIES, location)),
                delay.orElseGet(() -> ValueTemplate.constant(DELAY_SECONDS, location))));
    }
}
