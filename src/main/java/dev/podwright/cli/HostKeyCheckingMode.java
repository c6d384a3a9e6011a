package dev.podwright.cli;

import com.beust.jcommander.IParameterValidator;
import com.beust.jcommander.ParameterException;
import java.util.List;

/// One of the ways to treat host keys.
public final class HostKeyCheckingMode implements IParameterValidator {
    private static final List<String> MODES = List.of("strict", "accept-new", "off");

    @Override
    public void validate(String name, String value) {
        if (!MODES.contains(value)) {
            throw new ParameterException(
                    "option " + name + " takes " + String.join(", ", MODES) + ", not \"" + value + "\"");
        }
    }
}
