package dev.podwright.container;

/// What came of a command in a container. Of long output (10 MiB) the middle is missing.
///
/// @param exitCode the command's own; 126 and 127 where it can't be run
public record ExecResult(int exitCode, String stdout, String stderr) {

    public boolean succeeded() {
        return exitCode == 0;
    }
}
