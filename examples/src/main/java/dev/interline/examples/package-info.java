/** Runnable programs that show the library at work. */
@NullMarked
package dev.interline.examples;

import org.jspecify.annotations.NullMarked;
