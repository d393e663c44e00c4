/** What a chat is: requests, messages and their parts, answers whole and streamed, and the context of a call. */
@NullMarked
package dev.interline;

import org.jspecify.annotations.NullMarked;
