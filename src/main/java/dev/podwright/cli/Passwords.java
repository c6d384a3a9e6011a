package dev.podwright.cli;

import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Reason;
import dev.podwright.source.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Gets a password from the operator or from a file.
final class Passwords {
    private Passwords() {}

    /// @param file empty where none was given; asking wins over it
    /// @param fileOption the option to use where nobody can be asked
    static Optional<Secret> read(Environment environment, boolean ask, String file, String prompt, String fileOption) {
        if (ask) {
            return Optional.of(environment
                    .askPassword()
                    .apply(prompt)
                    .orElseThrow(() -> new UsageException(
                            "there is no terminal to ask for the " + prompt + " at", "use " + fileOption)));
        }
        return file.isEmpty() ? Optional.empty() : Optional.of(firstLine(file, fileOption));
    }

    private static Secret firstLine(String file, String option) {
        try {
            return new Secret(
                    Files.readString(Path.of(file)).lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new InvalidInputException(
                    new Problem(Location.named(option + " " + file), "this file can't be read: " + Reason.of(e)));
        }
    }
}
