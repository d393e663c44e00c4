/** Secrets and where they come from, in words that fit every cloud. */
@NullMarked
package dev.interline.wire.auth;

import org.jspecify.annotations.NullMarked;
