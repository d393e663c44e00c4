/** A model that follows a script and a clock that is moved by hand, for tests without waiting. */
@NullMarked
package dev.interline.testing;

import org.jspecify.annotations.NullMarked;
