package dev.podwright.engine;

import dev.podwright.playbook.Task;
import java.util.IdentityHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Asks before each task, once for all hosts: the first host to come to it asks, and the others wait for the
/// answer. Thread-safe.
final class Stepper {
    private final StepPrompt prompt;
    private final ReentrantLock lock = new ReentrantLock();
    private final IdentityHashMap<Task, Boolean> answers = new IdentityHashMap<>();
    private boolean asks = true;

    Stepper(StepPrompt prompt) {
        this.prompt = prompt;
    }

    /// @param name what the task is called in the question
    /// @return whether the task is to be done
    boolean wants(Task task, String name) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return answers.computeIfAbsent(task, _ -> !asks || ask(name));
        } finally {
            lock.unlock();
        }
    }

    private boolean ask(String name) {
        StepPrompt.Answer answer = prompt.ask(name);
        asks = answer != StepPrompt.Answer.CONTINUE;
        return answer != StepPrompt.Answer.NO;
    }
}
