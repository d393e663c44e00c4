/** The one clock: every wait, timer and race of the library goes through it. */
@NullMarked
package dev.interline.time;

import org.jspecify.annotations.NullMarked;
