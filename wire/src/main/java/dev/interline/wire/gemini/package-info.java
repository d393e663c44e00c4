/** Google's own format: Gemini generateContent. */
@NullMarked
package dev.interline.wire.gemini;

import org.jspecify.annotations.NullMarked;
