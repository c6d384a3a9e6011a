package dev.podwright.engine;

import dev.podwright.connection.Block;
import dev.podwright.connection.BlockListener;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Failure;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.ConnectionException;
import dev.podwright.connection.Reboot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reboots a host and waits until it is back: until it can be logged in to, says another boot id than before, and
/// the test command succeeds, if there is one. Used by one thread.
final class HostReboot {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final HostConnection connection;
    private final Lane lane;
    private final Reboot reboot;
    private final Consumer<String> progress;
    private Sight seen = new Sight.Gone("nothing yet", "");

    /// @param user whom the task works as, empty for the login user
    /// @param delegated whether for another host's task
    record Lane(RunAs user, boolean delegated) {}

    /// @param progress is told what is waited for
    HostReboot(HostConnection connection, Lane lane, Reboot reboot, Consumer<String> progress) {
        this.connection = connection;
        this.lane = lane;
        this.reboot = reboot;
        this.progress = progress;
    }

    /// What could be seen of the host at one moment.
    private sealed interface Sight {
        /// It runs anew.
        record Back() implements Sight {}

        /// It is what it was before.
        ///
        /// @param waitsFor the services that it is still stopping, as far as it says so
        record Old(String waitsFor) implements Sight {}

        /// It runs anew, but its test command doesn't succeed.
        record Unready(String why) implements Sight {}

        /// It can't be asked.
        record Gone(String why, String hint) implements Sight {}
    }

    /// @return how it failed, if so
    Optional<Outcome> perform() throws InterruptedException {
        if (isController()) {
            return failed(
                    "this would reboot the machine that Podwright runs on",
                    "Reboot it yourself and run the playbook again: what is done stays done.");
        }
        progress.accept("rebooting");
        try {
            BlockResult answer = order();
            if (answer.status() == Status.FAILED) {
                Failure failure = answer.failure().orElseThrow();
                return failed(failure.message(), failure.hint());
            }
        } catch (ConnectionException e) {
            return unreachable(String.valueOf(e.getMessage()), e.hint());
        }
        Thread.sleep(reboot.delay());
        return await(Instant.now());
    }

    /// What it said before its connection was lost doesn't matter, unless that was before it had the order.
    private BlockResult order() throws ConnectionException, InterruptedException {
        BlockResult answer = ask(reboot.order());
        boolean heard =
                answer.failure().stream().noneMatch(failure -> failure.phase().isEmpty());
        if (answer.status() == Status.LOST && !heard) {
            connection.reopen();
            return ask(reboot.order());
        }
        return answer;
    }

    private Optional<Outcome> await(Instant ordered) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            Sight sight = look();
            Duration waited = Duration.between(ordered, Instant.now());
            tell(sight, waited);
            if (sight instanceof Sight.Back) {
                return Optional.empty();
            }
            Duration left = reboot.timeout().minus(waited);
            if (!left.isPositive()) {
                return late(sight);
            }
            Thread.sleep(pause.compareTo(left) < 0 ? pause : left);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private Sight look() throws InterruptedException {
        try {
            connection.startOver(CONNECT_LIMIT);
            BlockResult answer = ask(reboot.look());
            if (answer.status() != Status.OK) {
                return new Sight.Gone("its boot id can't be read: " + why(answer), "");
            }
            if (output(answer, "boot_id").equals(reboot.before())) {
                return new Sight.Old(output(answer, "waits_for"));
            }
            return reboot.testCommand().isPresent()
                    ? test(ask(reboot.test(reboot.testCommand().get())))
                    : new Sight.Back();
        } catch (ConnectionException e) {
            return new Sight.Gone(String.valueOf(e.getMessage()), e.hint());
        }
    }

    private static Sight test(BlockResult answer) {
        return answer.status() == Status.OK ? new Sight.Back() : new Sight.Unready(why(answer));
    }

    private static String why(BlockResult answer) {
        String message = answer.failure().map(Failure::message).orElse("it didn't answer");
        String said = answer.stderr().strip();
        return said.isEmpty() ? message : message + ": " + said;
    }

    private static String output(BlockResult answer, String name) {
        List<List<String>> calls = answer.outputs().getOrDefault(name, List.of());
        return calls.isEmpty() ? "" : String.join(" ", calls.getLast());
    }

    /// Says what has changed.
    private void tell(Sight sight, Duration waited) {
        if (!sight.equals(seen)) {
            seen = sight;
            progress.accept(text(sight) + " (" + waited.toSeconds() + " s)");
        }
    }

    private static String text(Sight sight) {
        return switch (sight) {
            case Sight.Back _ -> "back";
            case Sight.Old(String waitsFor) -> "still shutting down" + (waitsFor.isEmpty() ? "" : ": " + waitsFor);
            case Sight.Unready(String why) -> "back, but the test command doesn't succeed: " + why;
            case Sight.Gone(String why, String _) -> "waiting: " + why;
        };
    }

    private Optional<Outcome> late(Sight sight) {
        String within = " within " + reboot.timeout().toSeconds() + " s";
        return switch (sight) {
            case Sight.Back _ -> Optional.empty();
            case Sight.Old(String waitsFor) ->
                failed(
                        "the host did not shut down" + within
                                + (waitsFor.isEmpty() ? "" : ": it waits for " + waitsFor),
                        "On the host, systemctl list-jobs says what hangs; with force_after it reboots all the same.");
            case Sight.Unready(String why) ->
                failed("the host was rebooted, but its test command did not succeed" + within + ": " + why, "");
            case Sight.Gone(String why, String hint) ->
                unreachable(
                        "the host did not come back" + within + " of its reboot; last: " + why,
                        hint.isEmpty() ? "Does it hang in shutting down or in booting? Its console tells." : hint);
        };
    }

    private BlockResult ask(Block block) throws ConnectionException, InterruptedException {
        return new AwaitBlock(connection.shell(lane.user(), lane.delegated()).submit(block, BlockListener.NONE)).get();
    }

    /// Reached by whatever way, the machine with the same boot is this one.
    private boolean isController() {
        return connection.isLocal()
                || (!reboot.hasOwnBootId() && reboot.before().equals(ownBootId()));
    }

    private static String ownBootId() {
        try {
            String first = Files.readString(Path.of("/proc/1/stat"));
            String begun = first.substring(first.lastIndexOf(") ") + 2).split(" ", -1)[19];
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + "/" + begun;
        } catch (IOException _) {
            return "";
        }
    }

    private static Optional<Outcome> failed(String message, String hint) {
        return Optional.of(Outcome.failed(TaskResult.message(message).hint(hint)));
    }

    private static Optional<Outcome> unreachable(String message, String hint) {
        return Optional.of(new Outcome.Unreachable(TaskResult.message(message).hint(hint), false));
    }
}
