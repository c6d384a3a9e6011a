package dev.podwright.container;

import dev.podwright.container.HostPlan.Step;
import dev.podwright.engine.TaskCall;
import dev.podwright.engine.TaskCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Says what a host lacks for pods, and brings it. What it installs needs root, or `sudo`. It doesn't
/// reboot the host: a driver that works only after that says so by a warning.
public final class HostPreparation {
    private final Caller caller;

    HostPreparation(Caller caller) {
        this.caller = caller;
    }

    /// What would be done. Changes nothing.
    public HostPlan plan(HostNeeds needs) {
        return caller.sync(planning(needs));
    }

    public CompletableFuture<HostPlan> planAsync(HostNeeds needs) {
        return caller.async(planning(needs));
    }

    /// Brings what is missing, and says what that was.
    ///
    /// @throws PodwrightException where a step fails; those before it stay done
    public HostPlan prepare(HostNeeds needs) {
        return caller.sync(preparing(needs));
    }

    public CompletableFuture<HostPlan> prepareAsync(HostNeeds needs) {
        return caller.async(preparing(needs));
    }

    private static Function<Call, HostPlan> planning(HostNeeds needs) {
        return call -> {
            List<Step> steps = new ArrayList<>();
            needs.tasks().forEach(task -> steps.add(step(call, task)));
            return new HostPlan(call.host(), steps);
        };
    }

    private static Function<Call, HostPlan> preparing(HostNeeds needs) {
        return call -> {
            List<Step> steps = new ArrayList<>();
            needs.tasks().forEach(task -> steps.add(Step.of(task.type(), call.task(task))));
            return new HostPlan(call.host(), steps);
        };
    }

    /// What one task would do; that it can't is part of the plan, that the host can't be reached is not.
    static Step step(Call call, TaskCall task) {
        Call.Tried tried = call.attempt(TaskCalls.Mode.PLAN, List.of(task));
        if (tried.failure().isEmpty()) {
            return Step.of(task.type(), tried.outcomes().getFirst());
        }
        Call.Failure failure = tried.failure().get();
        boolean said = failure.outcome().isPresent()
                && tried.connection().isEmpty()
                && tried.reason().isEmpty();
        if (!said) {
            throw Failures.exception(failure.told(), tried.why());
        }
        return Step.of(task.type(), HostPlan.State.IMPOSSIBLE, failure.told().result());
    }
}
