package dev.podwright.template;

import dev.podwright.source.Location;

/// From a place in the text that FreeMarker compiled to the place in the operator's file.
interface Places {
    Location at(int line, int column, int length);

    /// What stands in the operator's file from that place on.
    String source(int line, int column);
}
