package dev.podwright.tasktypes;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Task types on this machine by each shell that a host may have.
@ParameterizedClass
@ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
abstract class EveryShell extends LocalHost {
    EveryShell(String shellCommand) {
        super(shellCommand);
    }
}
