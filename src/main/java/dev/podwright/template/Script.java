package dev.podwright.template;

import dev.podwright.source.Secret;
import java.util.Set;

/// Rendered text and the secrets that stand in it.
public record Script(String text, Set<Secret> secrets) {
    public Script {
        secrets = Set.copyOf(secrets);
    }

    /// The text with every secret replaced by `***`.
    public String masked() {
        String shown = text;
        for (Secret secret : secrets) {
            if (!secret.reveal().isEmpty()) {
                shown = shown.replace(secret.reveal(), Secret.MASK);
            }
        }
        return shown;
    }
}
