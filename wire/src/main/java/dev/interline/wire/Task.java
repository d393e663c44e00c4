package dev.interline.wire;

import dev.interline.ChatRequest;
import dev.interline.Opaque;
import dev.interline.Origin;
import dev.interline.Profile;
import org.jspecify.annotations.Nullable;

/**
 * What a format is given to write.
 *
 * @param request what is asked
 * @param profile whom; its family decides which settings are taken
 * @param origin whose opaque data may go along
 * @param streaming whether the answer shall be streamed
 */
public record Task(ChatRequest request, Profile profile, Origin origin, boolean streaming) {

    /** Whether opaque data may be sent to this target. */
    public boolean owns(@Nullable Opaque opaque) {
        return opaque != null && opaque.origin().equals(origin);
    }
}
