/** Checks a configuration file: what stands in it, whether every deployment answers, and what to do about those that do not. */
@NullMarked
package dev.interline.examples.check;

import org.jspecify.annotations.NullMarked;
