package dev.podwright.playbook;

import dev.podwright.source.SourceFile;
import java.util.List;

/// The plays of a file, in order.
public record Playbook(SourceFile file, List<Play> plays) {
    public Playbook {
        plays = List.copyOf(plays);
    }
}
