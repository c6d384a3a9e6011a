package dev.podwright.report;

import dev.podwright.engine.RunEvent;
import dev.podwright.engine.RunListener;
import dev.podwright.report.Paint.Colour;
import dev.podwright.source.Json;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Tells the operator of a run while it happens: on a terminal with one live line a busy host, elsewhere in plain
/// lines without control characters. Thread-safe; all drawing happens under this object's lock.
public final class ConsoleReport implements RunListener, AutoCloseable {
    private static final int MOST_HOSTS_NAMED = 6;
    private static final int TICK_MILLIS = 250;

    private final ConsoleOptions options;
    private final Paint paint;
    private final boolean redraws;
    private final Screen screen;
    private final InstantSource clock;
    private final BusyHosts busy = new BusyHosts();
    private final Closing closing = new Closing();
    private int hostWidth;
    private boolean closed;

    ConsoleReport(PrintStream out, ConsoleOptions options, InstantSource clock) {
        this.options = options;
        this.paint = new Paint(options.colour());
        this.redraws = options.live() && !options.quiet();
        this.screen = redraws ? new LiveScreen(out) : new PlainScreen(out);
        this.clock = clock;
    }

    /// Begins to report; on a terminal the elapsed seconds go on between events too.
    public static ConsoleReport open(PrintStream out, ConsoleOptions options) {
        ConsoleReport report = new ConsoleReport(out, options, InstantSource.system());
        if (options.live()) {
            Thread.ofVirtual().name("console-ticker").start(report::tick);
        }
        return report;
    }

    @Override
    public synchronized void on(RunEvent event) {
        remember(event);
        List<String> lines = lines(event);
        boolean last = event instanceof RunEvent.RunFinished;
        if (last) {
            screen.live(List.of());
        }
        if (last || !options.quiet()) {
            screen.show(lines);
        }
        refresh();
    }

    /// Tells something that isn't an event of the run, above the live lines.
    public synchronized void say(String line) {
        screen.show(List.of(Text.printable(line)));
    }

    /// Removes the live lines and gives the cursor back; what has been told stays.
    @Override
    public synchronized void close() {
        closed = true;
        screen.close();
    }

    synchronized void refresh() {
        if (redraws && !closed) {
            screen.live(busy.lines(clock.instant(), hostWidth, options.width(), paint));
        }
    }

    private void tick() {
        while (!isClosed()) {
            refresh();
            try {
                Thread.sleep(TICK_MILLIS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void remember(RunEvent event) {
        closing.hear(event);
        switch (event) {
            case RunEvent.RunStarted e -> {
                closing.started(e.plan());
                hostWidth = e.hosts().stream().mapToInt(Text::width).max().orElse(0);
            }
            case RunEvent.TaskStarted e -> busy.started(e, clock.instant());
            case RunEvent.TaskProgress e -> busy.progressed(e);
            case RunEvent.TaskFinished e -> {
                busy.finished(e);
                closing.finished(e);
            }
            case RunEvent.HostUnreachable e -> {
                busy.left(e.host());
                closing.unreachable(e);
            }
            case RunEvent.RunFinished _ -> busy.clear();
            case RunEvent.PlayStarted _,
                    RunEvent.HostConnected _,
                    RunEvent.TaskOutput _,
                    RunEvent.Warning _,
                    RunEvent.InputWarning _,
                    RunEvent.HandlerNotified _,
                    RunEvent.HostLeftPlay _,
                    RunEvent.PlayFinished _ -> {}
        }
    }

    private List<String> lines(RunEvent event) {
        TaskText text = new TaskText(options, paint, hostWidth);
        return switch (event) {
            case RunEvent.PlayStarted e -> List.of("", paint.paint(Colour.BOLD, play(e)));
            case RunEvent.HostConnected e -> connected(e);
            case RunEvent.HostUnreachable e ->
                List.of(text.headline(
                        State.UNREACHABLE, e.host(), Text.oneLine(Text.withoutHost(e.host(), e.message()))));
            case RunEvent.TaskProgress e
            when !options.live() && options.outputs() -> List.of(text.progress(e.host(), Text.oneLine(e.message())));
            case RunEvent.TaskFinished e -> text.lines(e);
            case RunEvent.Warning e -> warning(e.host(), e.message(), e.hint());
            case RunEvent.InputWarning e -> warning("", e.problem().render(), "");
            case RunEvent.RunFinished e -> closing.lines(e, paint, options.journals());
            case RunEvent.RunStarted _,
                    RunEvent.TaskStarted _,
                    RunEvent.TaskProgress _,
                    RunEvent.TaskOutput _,
                    RunEvent.HandlerNotified _,
                    RunEvent.HostLeftPlay _,
                    RunEvent.PlayFinished _ -> List.of();
        };
    }

    private static String play(RunEvent.PlayStarted event) {
        String hosts = event.hosts().size() > MOST_HOSTS_NAMED
                ? Text.count(event.hosts().size(), "host")
                : String.join(", ", event.hosts());
        return Text.printable("PLAY %s (%s)".formatted(Text.oneLine(event.name()), hosts));
    }

    private List<String> connected(RunEvent.HostConnected event) {
        if (!options.outputs()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        String how = options.hostDetails()
                ? event.transport().map(ssh -> " as " + ssh).orElse("")
                : "";
        lines.add(Text.printable(event.host() + ": connected" + how));
        if (options.hostDetails()) {
            event.facts().forEach((name, value) -> lines.add("  " + name + " = " + Json.compact(value)));
        }
        return lines;
    }

    private List<String> warning(String host, String message, String hint) {
        List<String> lines = new ArrayList<>();
        String start = host.isEmpty() ? "warning: " : "warning: " + host + ": ";
        Text.lines(start + message).forEach(line -> lines.add(paint.paint(Colour.MAGENTA, line)));
        if (!hint.isEmpty()) {
            lines.add("  hint: " + Text.oneLine(hint));
        }
        return lines;
    }
}
