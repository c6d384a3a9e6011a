package dev.podwright.container;

/// Whether a rootless engine is used.
public enum Preference {
    /// Where there is one.
    PREFER,
    /// Nothing else will do.
    REQUIRE,
    /// Passed over.
    NEVER
}
