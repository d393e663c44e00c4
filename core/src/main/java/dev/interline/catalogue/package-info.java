/** What is known of the models that clouds sell: windows, abilities, prices. */
@NullMarked
package dev.interline.catalogue;

import org.jspecify.annotations.NullMarked;
