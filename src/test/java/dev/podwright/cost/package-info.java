/// Counts what a run costs in things that don't depend on the machine: round trips, bytes, processes, classes. What is
/// allowed stands in `limits.yml`.
@NullMarked
package dev.podwright.cost;

import org.jspecify.annotations.NullMarked;
