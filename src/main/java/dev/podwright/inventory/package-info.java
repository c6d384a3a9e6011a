/// The hosts: groups, variables, patterns, and the readers of the inventory formats.
@NullMarked
package dev.podwright.inventory;

import org.jspecify.annotations.NullMarked;
