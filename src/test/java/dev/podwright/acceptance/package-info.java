/// Podwright as its operators use it: its command line, over SSH, on the real hosts of the lab.
@NullMarked
package dev.podwright.acceptance;

import org.jspecify.annotations.NullMarked;
