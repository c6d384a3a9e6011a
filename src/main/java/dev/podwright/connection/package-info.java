/// Ways to a host, and the remote shell on them.
@NullMarked
package dev.podwright.connection;

import org.jspecify.annotations.NullMarked;
