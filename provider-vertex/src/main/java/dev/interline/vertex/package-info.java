/** Models on Google Vertex AI. */
@NullMarked
package dev.interline.vertex;

import org.jspecify.annotations.NullMarked;
