package dev.podwright.report;

import java.io.PrintStream;
import java.util.List;

/// A terminal whose last lines are redrawn. The cursor always stands at the beginning of the line below them; while
/// they are drawn the terminal doesn't wrap, so that each takes one row whatever the width.
final class LiveScreen implements Screen {
    private static final String HIDE_CURSOR = "\u001B[?25l";
    private static final String SHOW_CURSOR = "\u001B[?25h";
    private static final String NO_WRAP = "\u001B[?7l";
    private static final String WRAP = "\u001B[?7h";
    private static final String ERASE_BELOW = "\u001B[J";

    private final PrintStream out;
    private List<String> drawn = List.of();

    LiveScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(List<String> lines) {
        if (!lines.isEmpty()) {
            write(erase() + text(lines) + draw(drawn));
        }
    }

    @Override
    public void live(List<String> lines) {
        if (!lines.equals(drawn)) {
            String erase = erase();
            String cursor = drawn.isEmpty() ? HIDE_CURSOR : lines.isEmpty() ? SHOW_CURSOR : "";
            drawn = List.copyOf(lines);
            write(erase + draw(drawn) + cursor);
        }
    }

    @Override
    public void close() {
        live(List.of());
    }

    private String erase() {
        return drawn.isEmpty() ? "" : "\u001B[" + drawn.size() + "A\r" + ERASE_BELOW;
    }

    private static String draw(List<String> lines) {
        return lines.isEmpty() ? "" : NO_WRAP + text(lines) + WRAP;
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    /// In one piece, so that no half-drawn state is seen.
    private void write(String text) {
        out.print(text);
        out.flush();
    }
}
