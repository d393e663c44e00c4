/** Models on Azure. */
@NullMarked
package dev.interline.azure;

import org.jspecify.annotations.NullMarked;
