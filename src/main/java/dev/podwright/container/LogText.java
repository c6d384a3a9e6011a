package dev.podwright.container;

/// What a container has printed.
public record LogText(String stdout, String stderr) {}
