/** The formats of OpenAI: Chat Completions and Responses. */
@NullMarked
package dev.interline.wire.openai;

import org.jspecify.annotations.NullMarked;
