package dev.podwright.engine;

import dev.podwright.playbook.Task;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Asks what `pause` tasks ask, each once for all hosts: the first host to come to it asks, and the others wait for the
/// answer. Thread-safe.
final class Pauses {
    private final PausePrompt prompt;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Question, Optional<String>> answers = new HashMap<>();

    private record Question(String place, String text) {}

    Pauses(PausePrompt prompt) {
        this.prompt = prompt;
    }

    Optional<String> ask(Task task, String text) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return answers.computeIfAbsent(
                    new Question(task.location().toString(), text), question -> prompt.ask(question.text()));
        } finally {
            lock.unlock();
        }
    }
}
