/// Runs plays on hosts: variables, the order of tasks, outcomes, events, plans.
@NullMarked
package dev.podwright.engine;

import org.jspecify.annotations.NullMarked;
