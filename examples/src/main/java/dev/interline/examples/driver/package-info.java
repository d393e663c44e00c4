/** A program through which a bench that speaks no Java can put the library to the test. */
@NullMarked
package dev.interline.examples.driver;

import org.jspecify.annotations.NullMarked;
