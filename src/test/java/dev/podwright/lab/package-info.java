/// Real hosts for tests: see `lab/` in the project's root and `CONTRIBUTING.md`.
@NullMarked
package dev.podwright.lab;

import org.jspecify.annotations.NullMarked;
