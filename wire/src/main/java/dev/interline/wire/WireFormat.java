package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ModelId;
import dev.interline.Origin;
import dev.interline.error.ChatException;

/**
 * What is said over the wire: how a request is written and an answer read. Stateless; it knows no address, no
 * credential and no cloud. Thread-safe.
 */
public interface WireFormat {

    /** A word for logs and for the {@link Origin} of opaque data. */
    String name();

    /**
     * Who the opaque data in an answer belongs to; it is sent back to the same origin only. By default the model at its
     * resource; a format whose data is valid for a whole resource says so.
     */
    default Origin origin(ModelId model) {
        return new Origin(name(), model.toString());
    }

    /**
     * Writes a request.
     *
     * @throws ChatException of kind UNSUPPORTED, naming the part, when the format cannot say it; of kind INVALID when
     *     nobody could
     */
    Encoded encode(Task task);

    /** How many answers a body asks for, after a caller's extras were merged in; more than one is refused. */
    default int answers(ObjectNode body) {
        return 1;
    }

    /**
     * Reads a whole answer.
     *
     * @throws Refused when the answer is an error in disguise
     */
    void decode(JsonNode answer, Assembler out);

    /** A reader for one stream. */
    FrameReader reader(Assembler out);
}
