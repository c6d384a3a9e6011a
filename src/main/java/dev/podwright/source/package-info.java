/// Text and its places: where something was written, what is wrong with it, YAML that knows where it stands,
/// secrets.
@NullMarked
package dev.podwright.source;

import org.jspecify.annotations.NullMarked;
