package dev.podwright.report;

import java.util.List;

/// Where the console's lines go.
interface Screen extends AutoCloseable {
    /// Adds lines for good.
    void show(List<String> lines);

    /// Replaces the lines that tell what is going on now, where the screen has a place for such.
    void live(List<String> lines);

    @Override
    void close();
}
