package dev.podwright.inventory;

import java.util.List;

/// A host put into groups while a run goes on. Host and groups need not exist before.
///
/// @param parents groups that the groups become children of
public record Addition(String host, List<String> groups, List<String> parents) {
    public Addition {
        groups = List.copyOf(groups);
        parents = List.copyOf(parents);
    }
}
