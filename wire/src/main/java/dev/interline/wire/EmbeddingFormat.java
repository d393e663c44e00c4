package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.Batching;
import dev.interline.Profile;
import dev.interline.error.ChatException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is said over the wire when texts are to become vectors. Stateless; it knows no address, no credential and no cloud.
 * Thread-safe.
 */
public interface EmbeddingFormat {

    /** A word for logs. */
    String name();

    /** How much one request takes. */
    Batching batching(Profile profile);

    /**
     * Writes a request.
     *
     * @throws ChatException of kind UNSUPPORTED, naming the setting, when the model does not take it
     */
    Encoded encode(EmbeddingTask task);

    /**
     * Reads an answer.
     *
     * @param headers looks a header of the answer up by its name
     * @throws Refused when the answer is an error in disguise
     * @throws ChatException of kind UNREADABLE when it makes no sense
     */
    Vectors decode(JsonNode answer, Function<String, @Nullable String> headers);
}
