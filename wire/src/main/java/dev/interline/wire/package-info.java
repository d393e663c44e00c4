/** The workshop under the clouds: one road to a socket, framing and the wire formats. */
@NullMarked
package dev.interline.wire;

import org.jspecify.annotations.NullMarked;
