/** The configuration file: reading it strictly, and opening what it names. */
@NullMarked
package dev.interline.config;

import org.jspecify.annotations.NullMarked;
