/**
 * Cuts the body of a streamed answer into frames: server-sent events and the AWS event stream. This package knows bytes
 * and no JSON; what a frame means is for the format that reads it.
 */
@NullMarked
package dev.interline.wire.frame;

import org.jspecify.annotations.NullMarked;
