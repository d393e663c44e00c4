/** Calls that do not keep their caller waiting: futures, publishers, and handles that are asked now and then. */
@NullMarked
package dev.interline.async;

import org.jspecify.annotations.NullMarked;
