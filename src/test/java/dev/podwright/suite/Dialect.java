package dev.podwright.suite;

import java.util.Locale;

/// Whose playbook it is.
enum Dialect {
    PODWRIGHT,
    ANSIBLE;

    /// The key of a case under which its playbook stands.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
