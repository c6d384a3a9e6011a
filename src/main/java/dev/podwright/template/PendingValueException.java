package dev.podwright.template;

/// A value was asked for that a task still under way will give (or, in a plan, one that was never applied). The
/// evaluation is given up and can be repeated once the value is there. Carries no stack trace: it is control
/// flow.
public final class PendingValueException extends RuntimeException {
    private final String name;

    /// @param name the value as the operator would write it, such as `pod` or `pod.container_id`
    public PendingValueException(String name) {
        super(name + " is not known yet", null, false, false);
        this.name = name;
    }

    public String name() {
        return name;
    }
}
