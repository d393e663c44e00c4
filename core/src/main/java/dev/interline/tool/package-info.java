/** Tools, and the loop that runs them until the answer is there. */
@NullMarked
package dev.interline.tool;

import org.jspecify.annotations.NullMarked;
