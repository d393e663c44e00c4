/** Java types by reflection: schemas of Victools' generator, values of Jackson. */
@NullMarked
package dev.interline.typed;

import org.jspecify.annotations.NullMarked;
