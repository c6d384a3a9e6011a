package dev.podwright.container;

/// A line that a container printed.
///
/// @param stderr whether on its standard error
/// @param text without the line's end
public record LogLine(boolean stderr, String text) {}
