package dev.podwright.cli;

import com.beust.jcommander.IParameterValidator;
import com.beust.jcommander.ParameterException;
import dev.podwright.inventory.KeyExchanges;

/// A choice of key exchanges.
public final class KeyExchangeList implements IParameterValidator {
    @Override
    public void validate(String name, String value) {
        new KeyExchanges(value).mistake().ifPresent(mistake -> {
            throw new ParameterException(
                    "option %s takes %s, not \"%s\": %s".formatted(name, KeyExchanges.WANTED, value, mistake));
        });
    }
}
