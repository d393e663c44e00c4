package dev.interline.wire.anthropic;

import dev.interline.wire.Adjust;
import java.util.List;

/**
 * How Messages are counted: the request without what an answer would need and a count does not know. Source: "Count tokens in
 * a Message" of the Claude documentation.
 */
public final class MessagesCount {
    /** Where the number is in the answer. */
    public static final String FIELD = "/input_tokens";

    /** The form. */
    public static final Adjust FORM = outgoing -> outgoing.body()
            .remove(List.of(
                    "max_tokens",
                    "stream",
                    "temperature",
                    "top_p",
                    "top_k",
                    "stop_sequences",
                    "metadata",
                    "service_tier"));

    private MessagesCount() {}
}
