package dev.podwright.engine;

import dev.podwright.source.Location;
import java.util.Optional;

/// A task's scripts for one host, with secrets masked.
///
/// @param check empty where it can't be rendered or the task runs on the controller
/// @param open why it can't be rendered before a run, or that it runs on the controller; else empty
public record RenderedTask(
        String host,
        String name,
        String type,
        Location location,
        Optional<String> check,
        Optional<String> apply,
        String open) {}
