package dev.podwright.engine;

import dev.podwright.playbook.Play;
import java.time.Instant;

/// Tells listeners of what holds for plays as a whole.
record Announcements(RunContext run) {

    /// Handlers that an earlier run left are pending from the start, so that this run's journal keeps them too.
    void notified(int number, Play play) {
        TaskNumbers numbers = new TaskNumbers(play);
        run.options()
                .notified()
                .forEach((host, handlers) -> handlers.stream()
                        .filter(left -> left.play() == number)
                        .forEach(left -> play.handlers().stream()
                                .filter(handler -> Notified.nameOf(handler).equals(left.handler()))
                                .map(handler ->
                                        new RunEvent.HandlerNotified(Instant.now(), host, numbers.of(handler), left))
                                .findFirst()
                                .ifPresentOrElse(run.events()::send, () -> warnOfGone(host, left))));
    }

    private void warnOfGone(String host, Notified left) {
        run.events()
                .send(new RunEvent.Warning(
                        Instant.now(),
                        host,
                        "the handler \"" + left.handler() + "\" was notified and has not run, but is no more there",
                        "do by hand what it did, where that is needed"));
    }

    /// The pattern of a play means no host, though tasks before it might have added some.
    void nobody(ReadyPlay play) {
        run.events()
                .send(new RunEvent.Warning(
                        Instant.now(),
                        "",
                        "no host matches \"%s\" of the play at %s"
                                .formatted(play.pattern(), play.play().location()),
                        run.plan()
                                ? "a run may add some, where a plan can't know what tasks would find"
                                : "no task before it has added one"));
    }
}
