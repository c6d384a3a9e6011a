package dev.podwright.cli;

import com.beust.jcommander.IParameterValidator;
import com.beust.jcommander.ParameterException;
import java.util.List;

/// One of some words; shells complete them.
public abstract class Choice implements IParameterValidator {
    private final List<String> words;

    Choice(String... words) {
        this.words = List.of(words);
    }

    final List<String> words() {
        return words;
    }

    @Override
    public final void validate(String name, String value) {
        if (!words.contains(value)) {
            throw new ParameterException(
                    "option " + name + " takes " + String.join(", ", words) + ", not \"" + value + "\"");
        }
    }

    /// How host keys are treated.
    public static final class OfHostKeyChecking extends Choice {
        public OfHostKeyChecking() {
            super("strict", "accept-new", "off");
        }
    }

    /// How hosts are reached.
    public static final class OfConnection extends Choice {
        public OfConnection() {
            super("ssh", "local", "docker");
        }
    }

    /// How another user is become.
    public static final class OfBecomeMethod extends Choice {
        public OfBecomeMethod() {
            super("sudo", "su", "doas");
        }
    }

    /// When output is coloured.
    public static final class OfColor extends Choice {
        public OfColor() {
            super("auto", "always", "never");
        }
    }
}
