/** One sealed family of failures; each says what to do next. */
@NullMarked
package dev.interline.error;

import org.jspecify.annotations.NullMarked;
