/** Any service that speaks OpenAI's formats, with a base address and a key alone. */
@NullMarked
package dev.interline.wire.compatible;

import org.jspecify.annotations.NullMarked;
