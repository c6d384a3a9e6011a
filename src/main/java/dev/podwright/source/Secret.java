package dev.podwright.source;

/// A value that must not be seen: prints as `***`, and whoever needs the text asks for it by name.
public record Secret(String reveal) {
    public static final String MASK = "***";

    @Override
    public String toString() {
        return MASK;
    }
}
