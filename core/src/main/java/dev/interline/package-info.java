/** What a chat is: models, requests, answers and streams. */
@NullMarked
package dev.interline;

import org.jspecify.annotations.NullMarked;
