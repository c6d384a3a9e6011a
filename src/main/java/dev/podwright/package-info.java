/// Podwright's library entry.
@NullMarked
package dev.podwright;

import org.jspecify.annotations.NullMarked;
