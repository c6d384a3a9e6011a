package dev.podwright.connection;

import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.ShellQueue.Entry;
import dev.podwright.template.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One long-lived `sh` of one user on a host, to which blocks are sent without waiting for those before them. Blocks
/// run in the order they were submitted. Thread-safe.
///
/// After a block that failed or timed out (unless it keeps going), was interrupted or lost, those behind it are
/// skipped until [#resume].
public final class RemoteShell implements AutoCloseable {
    /// How long the end of a block that ran out of time is waited for.
    private static final Duration ENDING_LIMIT = Duration.ofSeconds(15);

    private static final String CHECK_CONNECTION = "Run again: what was done stays done.";

    private enum State {
        READY,
        /// A new process is being started; what is submitted meanwhile is sent to it then.
        STARTING,
        /// There is no process; the next block starts one, where the connection still stands.
        GONE,
        CLOSED
    }

    private final ShellStart start;
    private final ShellQueue queue = new ShellQueue();
    private final ShellProcess.Events events = new Events();
    private State state = State.STARTING;
    private @Nullable ShellProcess process;
    /// Whether the present process has begun a block: one that hasn't and dies isn't worth another try.
    private boolean useful;

    /// How many of the queued were sent to the process that is starting.
    private int sentAhead;

    private int lastNumber;

    private RemoteShell(ShellStart start) {
        this.start = start;
    }

    /// Starts the shell and waits until it answers.
    ///
    /// Where the login user already is the user to become, no sudo is used.
    ///
    /// @throws ConnectionException where the shell can't be started or the other user can't be become
    public static RemoteShell open(Connection connection, Become become) throws ConnectionException {
        return open(new ShellStart(connection, become));
    }

    static RemoteShell open(ShellStart start) throws ConnectionException {
        RemoteShell shell = new RemoteShell(start);
        shell.take(start.open(shell.name(), shell.events));
        return shell;
    }

    /// A shell, and the result of the first block that it was sent.
    public record Begun(RemoteShell shell, CompletableFuture<BlockResult> first) {}

    /// Starts the login user's shell and sends it its first block in the same flight.
    ///
    /// @throws ConnectionException where the shell can't be started
    public static Begun begin(Connection connection, Block first) throws ConnectionException {
        RemoteShell shell = new RemoteShell(new ShellStart(connection, Become.NOT));
        CompletableFuture<BlockResult> result = shell.submit(first, BlockListener.NONE);
        try {
            shell.take(shell.start.open(shell.name(), shell.events, shell::sendAhead));
        } catch (ConnectionException e) {
            shell.close();
            throw e;
        }
        return new Begun(shell, result);
    }

    private synchronized void sendAhead(ShellProcess starting) {
        queue.all().forEach(entry -> send(starting, entry));
        sentAhead = queue.all().size();
    }

    /// Sends a block. The future always completes normally, on one of the shell's threads; a lost connection is the
    /// result [BlockResult.Status#LOST], whose failure names a phase only where the host had begun the block.
    /// After a timeout or a lost shell this object starts a new shell by itself for the next block, where the
    /// connection still stands.
    public CompletableFuture<BlockResult> submit(Block block, BlockListener listener) {
        Optional<String> obstacle = BlockLine.obstacle(block);
        synchronized (this) {
            BlockRun run = new BlockRun(++lastNumber, block, listener);
            if (obstacle.isPresent()) {
                run.complete(Status.FAILED, obstacle.get(), "");
            } else if (state == State.CLOSED) {
                run.complete(Status.LOST, "The shell was closed before this block began", "");
            } else {
                enqueue(new Entry.Work(run));
            }
            return run.future;
        }
    }

    /// After a failure: blocks submitted from now on run again.
    public synchronized void resume() {
        if (state != State.CLOSED) {
            enqueue(new Entry.Resume());
        }
    }

    /// The block that is running is ended on the host, as by a timeout.
    ///
    /// @return done when that block is, which is within seconds: until then the connection is needed
    public CompletableFuture<?> interrupt() {
        Optional<BlockRun> running;
        synchronized (this) {
            running = queue.running();
        }
        return running.filter(run -> end(run, false, "was interrupted", ""))
                .<CompletableFuture<?>>map(run -> run.future)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /// What hasn't finished is [BlockResult.Status#LOST]. A block that is running may run on until the host notices;
    /// [#interrupt] ends it first.
    @Override
    public void close() {
        List<BlockRun> left;
        synchronized (this) {
            state = State.CLOSED;
            left = queue.clear();
            if (process != null) {
                process.close();
            }
        }
        left.forEach(run -> lost(run, "The shell was closed"));
    }

    private void enqueue(Entry entry) {
        queue.add(entry);
        if (state == State.READY && process != null) {
            send(process, entry);
        } else if (state == State.GONE) {
            replace();
        }
    }

    private static void send(ShellProcess process, Entry entry) {
        switch (entry) {
            case Entry.Work(BlockRun run) -> process.send(run);
            case Entry.Resume() -> process.send("pw__skip=''\n");
            case Entry.Skip() -> process.send("pw__skip=1\n");
        }
    }

    private synchronized void take(ShellProcess fresh) throws ConnectionException {
        if (state == State.CLOSED) {
            fresh.close();
            return;
        }
        if (fresh.isDead()) {
            throw new ConnectionException(ConnectionException.Kind.LOST, "its shell ended", "");
        }
        process = fresh;
        state = State.READY;
        queue.all().stream().skip(sentAhead).forEach(entry -> send(fresh, entry));
        sentAhead = 0;
    }

    /// Starts a new process for what is queued. To be called with the lock held.
    private void replace() {
        state = State.STARTING;
        process = null;
        useful = false;
        Thread.ofVirtual().name(name() + " start").start(() -> {
            try {
                take(start.open(name(), events));
            } catch (ConnectionException e) {
                giveUp(e.getMessage());
            } catch (RuntimeException e) {
                // Nobody waits for ever for what this thread owes them.
                giveUp(e.toString());
                throw e;
            }
        });
    }

    private void giveUp(@Nullable String reason) {
        List<BlockRun> left;
        synchronized (this) {
            if (state != State.CLOSED) {
                state = State.GONE;
            }
            left = queue.clear();
        }
        left.forEach(run -> lost(run, "The connection was lost (" + reason + ")"));
    }

    private static void lost(BlockRun run, String what) {
        String when = run.hasBegun() ? " while this block ran; how far it came is unknown" : " before this block began";
        run.complete(Status.LOST, what + when, CHECK_CONNECTION);
    }

    /// Ends a block that is running: a new process is started on the connection, ends the old one, and goes on.
    ///
    /// @param goesOn whether those behind it run all the same
    /// @return whether it is being ended: it may have finished, or its process may be gone already
    private boolean end(BlockRun run, boolean goesOn, String how, String hint) {
        ShellProcess old;
        BlockRun killer;
        synchronized (this) {
            if (process == null || state != State.READY || !queue.finish(run)) {
                return false;
            }
            old = process;
            killer = new BlockRun(++lastNumber, endBlock(old.handshake().processAndGroup()), BlockListener.NONE);
            if (!goesOn) {
                queue.addFirst(new Entry.Skip());
            }
            queue.addFirst(new Entry.Work(killer));
            replace();
        }
        CompletableFuture<BlockResult> _ = killer.future
                .orTimeout(ENDING_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((result, _) -> {
                    // To close the streams waits for their readers, which something that escaped may hold up.
                    Thread _ = Thread.startVirtualThread(old::close);
                    boolean ended = result != null && result.status() == Status.OK;
                    String doubt = ended ? "" : ", but whether it was ended on the host is unknown";
                    run.complete(Status.TIMED_OUT, "The task " + how + doubt, hint);
                });
        return true;
    }

    private static Block endBlock(List<String> processAndGroup) {
        String arguments = "set -- " + String.join(" ", processAndGroup) + "\n";
        Script script = new Script(arguments + ShellResource.END.text(), Set.of());
        return new Block(script, Optional.empty(), Map.of(), false, false, true, Map.of(), Optional.empty());
    }

    private String name() {
        return "shell " + start.become().user().orElse("login");
    }

    private final class Events implements ShellProcess.Events {
        @Override
        public void begun(BlockRun run) {
            synchronized (RemoteShell.this) {
                useful = true;
            }
            run.block.timeout().ifPresent(limit -> watch(run, limit));
        }

        private void watch(BlockRun run, Duration limit) {
            CompletableFuture<Void> _ = run.timer
                    .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((_, late) -> {
                        if (late != null) {
                            Thread _ = Thread.startVirtualThread(() -> timedOut(run, limit));
                        }
                    });
        }

        @Override
        public void finished(BlockRun run) {
            boolean ours;
            synchronized (RemoteShell.this) {
                ours = queue.finish(run);
            }
            if (ours) {
                run.complete();
            }
        }

        @Override
        public void died(ShellProcess gone) {
            Optional<BlockRun> running;
            boolean hopeless;
            synchronized (RemoteShell.this) {
                if (gone != process || state != State.READY) {
                    return;
                }
                running = queue.running();
                running.ifPresent(queue::finish);
                // Also where it keeps going: it may be sent again, and those behind it mustn't overtake it.
                running.ifPresent(_ -> queue.addFirst(new Entry.Skip()));
                hopeless = !useful || !start.connection().isOpen();
                process = null;
                state = State.GONE;
                if (!hopeless && !queue.all().isEmpty()) {
                    replace();
                }
            }
            running.ifPresent(run -> lost(run, "The shell was lost"));
            if (hopeless) {
                giveUp("its shell ended");
            }
        }

        private void timedOut(BlockRun run, Duration limit) {
            end(
                    run,
                    run.block.keepGoing(),
                    "ran longer than its timeout of " + text(limit) + " and was ended",
                    "Raise the task's timeout, or look at what it waits for.");
        }

        private static String text(Duration limit) {
            return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
        }
    }
}
