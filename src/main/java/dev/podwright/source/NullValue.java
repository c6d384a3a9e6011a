package dev.podwright.source;

/// YAML's null as a value: declared, and empty. In expressions it counts as missing.
public enum NullValue {
    NULL;

    @Override
    public String toString() {
        return "";
    }
}
