package dev.podwright.cli;

import com.beust.jcommander.IParameterValidator;
import com.beust.jcommander.ParameterException;

/// A whole number above 0.
public final class Positive implements IParameterValidator {
    @Override
    public void validate(String name, String value) {
        if (!value.matches("0*[1-9][0-9]{0,8}")) {
            throw new ParameterException("option " + name + " takes a number above 0, not \"" + value + "\"");
        }
    }
}
