/// Events to people and machines: console, JSON lines, JUnit XML, HTML, the journal.
@NullMarked
package dev.podwright.report;

import org.jspecify.annotations.NullMarked;
