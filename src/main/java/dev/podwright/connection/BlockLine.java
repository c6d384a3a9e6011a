package dev.podwright.connection;

import dev.podwright.template.Script;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// Writes a block as the one command that the prelude understands.
final class BlockLine {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private BlockLine() {}

    /// What makes a block impossible to send, as a sentence.
    static Optional<String> obstacle(Block block) {
        for (Map.Entry<String, String> variable : block.environment().entrySet()) {
            if (!VARIABLE.matcher(variable.getKey()).matches()) {
                return Optional.of("\"" + variable.getKey() + "\" can't be the name of an environment variable");
            }
            if (variable.getValue().indexOf('\0') >= 0) {
                return Optional.of("The environment variable " + variable.getKey() + " holds a NUL character");
            }
        }
        boolean nul = block.check().text().indexOf('\0') >= 0
                || block.apply().map(apply -> apply.text().indexOf('\0') >= 0).orElse(false);
        return nul ? Optional.of("The script holds a NUL character, which no shell can take") : Optional.empty();
    }

    /// @param sent names of libraries that this shell already has; those sent now are added
    static String of(int number, Block block, Set<String> sent) {
        StringJoiner words = new StringJoiner(" ", "pw__block ", " </dev/null\n");
        words.add(Integer.toString(number)).add(mode(block));
        words.add(block.verify() ? "yes" : "no").add(block.keepGoing() ? "yes" : "no");
        words.add(ShellResource.quoted(block.check().text()));
        words.add(ShellResource.quoted(block.apply().map(Script::text).orElse("")));
        words.add(Integer.toString(block.libraries().size()));
        block.libraries().forEach((name, library) -> {
            words.add(ShellResource.quoted(name));
            words.add(ShellResource.quoted(sent.add(name) ? library.text() : ""));
        });
        block.environment().forEach((name, value) -> words.add(name).add(ShellResource.quoted(value)));
        return words.toString();
    }

    private static String mode(Block block) {
        return switch (block.part()) {
            case CHECK -> "plan";
            case VERIFY -> "verify";
            case ALL -> block.apply().isPresent() ? "run" : "detect";
        };
    }
}
