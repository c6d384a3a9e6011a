package dev.podwright.container;

/// What goes through a published port.
public enum Protocol {
    TCP,
    UDP,
    SCTP
}
