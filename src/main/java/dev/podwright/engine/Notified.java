package dev.podwright.engine;

import dev.podwright.playbook.Task;

/// A handler that was notified on a host and has not run, as a journal keeps it.
///
/// @param play the number of its play, from 1
/// @param list which of the play's lists of tasks notified it: 0 for `pre_tasks`, 1 for `tasks`, 2 for `post_tasks`
/// @param handler what it is called: its name as written, or what it listens to
public record Notified(int play, int list, String handler) {

    /// What a handler is called.
    static String nameOf(Task handler) {
        return handler.isNamed() || handler.listen().isEmpty()
                ? Tasks.plainName(handler)
                : handler.listen().getFirst();
    }
}
