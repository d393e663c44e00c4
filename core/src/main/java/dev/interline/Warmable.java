package dev.interline;

import dev.interline.error.ChatException;

/** A model that can make itself ready before its first call: it fetches its credential, and asks nobody anything. */
public interface Warmable {

    /**
     * Makes ready. Does nothing when nothing is missing.
     *
     * @param context how long that may take, and whether it is still wanted
     * @throws ChatException when what the first call would need cannot be had
     */
    void warm(CallContext context);
}
