/// The built-in task types, run for real.
@NullMarked
package dev.podwright.tasktypes;

import org.jspecify.annotations.NullMarked;
