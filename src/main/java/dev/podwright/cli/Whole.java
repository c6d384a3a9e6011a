package dev.podwright.cli;

import com.beust.jcommander.converters.IParameterSplitter;
import java.util.List;

/// Keeps a value with commas as it is; JCommander splits lists at commas otherwise.
public final class Whole implements IParameterSplitter {
    @Override
    public List<String> split(String value) {
        return List.of(value);
    }
}
