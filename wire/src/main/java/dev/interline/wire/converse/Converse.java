package dev.interline.wire.converse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.Assembler;
import dev.interline.wire.Encoded;
import dev.interline.wire.FrameReader;
import dev.interline.wire.Task;
import dev.interline.wire.WireFormat;

/**
 * Converse, whole, and ConverseStream, in the frames of an AWS event stream. The model stands in the address, not in the
 * body, which is the same for both. Source: the pages "Converse" and "ConverseStream" of the Amazon Bedrock Runtime API
 * reference.
 */
public final class Converse implements WireFormat {
    /** The format. */
    public static final WireFormat FORMAT = new Converse();

    private Converse() {}

    @Override
    public String name() {
        return "bedrock-converse";
    }

    @Override
    public Encoded encode(Task task) {
        return new ConverseWriter(task).write();
    }

    @Override
    public void decode(JsonNode answer, Assembler out) {
        new ConverseReader(out).whole(answer);
    }

    @Override
    public FrameReader reader(Assembler out) {
        return new ConverseReader(out);
    }
}
