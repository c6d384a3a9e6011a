/// The command line: parses, calls the library, prints.
@NullMarked
package dev.podwright.cli;

import org.jspecify.annotations.NullMarked;
