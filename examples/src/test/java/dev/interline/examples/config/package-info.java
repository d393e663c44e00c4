/** The configuration file, its schema and its pages, against the loader and every provider. */
@NullMarked
package dev.interline.examples.config;

import org.jspecify.annotations.NullMarked;
