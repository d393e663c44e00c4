/** The yardstick: clouds asked by hand, with OkHttp and Jackson's pull parser. */
@NullMarked
package dev.interline.benchmarks.raw;

import org.jspecify.annotations.NullMarked;
