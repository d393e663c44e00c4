/** How much may be spent, and what happens when it has been. */
@NullMarked
package dev.interline.budget;

import org.jspecify.annotations.NullMarked;
