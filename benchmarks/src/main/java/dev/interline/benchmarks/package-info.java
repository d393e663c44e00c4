/** What the library costs, beside what a careful engineer would write by hand. */
@NullMarked
package dev.interline.benchmarks;

import org.jspecify.annotations.NullMarked;
