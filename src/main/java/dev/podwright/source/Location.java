package dev.podwright.source;

/// A place in a source file. Line and column count from 1; line 0 means the file as a whole. The length, in
/// characters, says how much of the line is meant and is at least 1 where there is a line.
public record Location(SourceFile file, int line, int column, int length) {

    /// A place that is not in a file, such as the command line.
    public static Location named(String name) {
        return new SourceFile(name, "").whole();
    }

    /// `file:line:column`, or the file's name alone.
    @Override
    public String toString() {
        return line == 0 ? file.name() : file.name() + ":" + line + ":" + column;
    }
}
