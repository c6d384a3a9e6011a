/// Values and templates to text: expressions, shell templates with quoting done by the engine, the quoting
/// linter.
@NullMarked
package dev.podwright.template;

import org.jspecify.annotations.NullMarked;
