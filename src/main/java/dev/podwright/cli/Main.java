package dev.podwright.cli;

import dev.podwright.report.ExitCode;
import java.util.List;

/// The command line's entry.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Environment environment = Environment.ofThisProcess();
        ExitCode status = new CommandLine(environment).run(List.of(args));
        environment.out().flush();
        environment.err().flush();
        ProcessExit.with(status);
    }
}
