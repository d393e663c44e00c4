/** What may be wrapped around any model: deadlines, retries and the clocks of a call. */
@NullMarked
package dev.interline.policy;

import org.jspecify.annotations.NullMarked;
