package dev.podwright.cli;

import java.util.List;

/// The command line's entry.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Environment environment = Environment.ofThisProcess();
        int status = new CommandLine(environment).run(List.of(args)).number();
        environment.out().flush();
        System.exit(status);
    }
}
