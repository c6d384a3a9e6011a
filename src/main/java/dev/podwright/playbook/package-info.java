/// What the operator declared: plays, tasks, blocks, handlers, and their reader.
@NullMarked
package dev.podwright.playbook;

import org.jspecify.annotations.NullMarked;
