/** Models described in a file, and the door through which providers are found. */
@NullMarked
package dev.interline.config;

import org.jspecify.annotations.NullMarked;
