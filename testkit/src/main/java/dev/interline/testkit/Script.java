package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one wire format. Holds no state. */
interface Script {

    /** The whole answer. */
    JsonNode whole(Scene scene);

    /** The same answer as the events of a stream. */
    List<Event> stream(Scene scene);

    /**
     * The events that end a stream with an error.
     *
     * @param sent how many events were sent before
     */
    List<Event> failure(Scene scene, Trouble trouble, int sent);

    /** The format's own sign of life, or null if it has none. */
    default @Nullable Event ping() {
        return null;
    }
}
