/** Java types as what a model is asked for and answers with. */
@NullMarked
package dev.interline.types;

import org.jspecify.annotations.NullMarked;
