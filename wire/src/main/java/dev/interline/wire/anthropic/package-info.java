/** Anthropic's Messages, and what is known of the generations of Claude. */
@NullMarked
package dev.interline.wire.anthropic;

import org.jspecify.annotations.NullMarked;
