package dev.podwright.template;

import java.util.List;

/// A function that expressions can call, as in `sha256(text)`.
@FunctionalInterface
interface Function {
    /// @param arguments of the kinds that [dev.podwright.source.YamlNode] lists, without secrets: where one was among
    ///     them, the result is a secret too. A missing one is [dev.podwright.source.NullValue#NULL]
    /// @return a value of these kinds
    /// @throws IllegalArgumentException where the arguments don't fit; the message says what is wrong with them,
    ///     without their values
    Object call(List<Object> arguments);
}
