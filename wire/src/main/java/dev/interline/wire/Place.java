package dev.interline.wire;

import dev.interline.Profile;

/** Where requests of a dialect go. */
@FunctionalInterface
public interface Place {
    /** The address, absolute and percent-encoded as it shall be sent; always the same for the same arguments. */
    String url(Profile profile, boolean streaming);
}
