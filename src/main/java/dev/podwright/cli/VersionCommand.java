package dev.podwright.cli;

import dev.podwright.report.ExitCode;
import java.util.Optional;

/// `podwright version`: `podwright 0.1.0 (Java 25.0.3, Eclipse Adoptium, Linux amd64)`.
final class VersionCommand implements Command {
    @Override
    public ExitCode run(Environment environment) {
        environment.say("podwright %s (Java %s, %s, %s %s)"
                .formatted(
                        version(),
                        System.getProperty("java.version"),
                        System.getProperty("java.vendor"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch")));
        return ExitCode.OK;
    }

    /// As the jar's manifest says.
    static String version() {
        return Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
