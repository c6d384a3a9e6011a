package dev.podwright.template;

/// A map of variables that can say why one isn't in it.
public interface Explaining {
    /// A hint for the operator, or an empty text where there is nothing to say but which names are near.
    String whyMissing(String name);
}
