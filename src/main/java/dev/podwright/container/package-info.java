/// Containers on hosts for a program: a service that allocates pods, say. What is done on hosts the task types do.
@NullMarked
package dev.podwright.container;

import org.jspecify.annotations.NullMarked;
