/** Drivers that ask a server on loopback, each in a process of its own, and the table of what that costs. */
@NullMarked
package dev.interline.benchmarks.load;

import org.jspecify.annotations.NullMarked;
