package dev.podwright.report;

import java.io.PrintStream;
import java.util.List;

/// Lines one after the other, for files and pipes.
record PlainScreen(PrintStream out) implements Screen {
    @Override
    public void show(List<String> lines) {
        if (!lines.isEmpty()) {
            out.print(String.join("\n", lines) + "\n");
            out.flush();
        }
    }

    @Override
    public void live(List<String> lines) {}

    @Override
    public void close() {
        out.flush();
    }
}
