/// What a task can do: manifests, parameters and outputs, and the library that finds them.
@NullMarked
package dev.podwright.tasktype;

import org.jspecify.annotations.NullMarked;
