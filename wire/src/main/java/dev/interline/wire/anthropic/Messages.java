package dev.interline.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.Assembler;
import dev.interline.wire.Encoded;
import dev.interline.wire.FrameReader;
import dev.interline.wire.Task;
import dev.interline.wire.WireFormat;

/**
 * Anthropic's Messages. The body holds {@code model} and, for a stream, {@code stream}; a cloud that wants them elsewhere,
 * or a version in the body, says so in its dialect. Source: the pages "Messages" and "Streaming messages" of the Claude
 * documentation.
 */
public final class Messages implements WireFormat {
    /** The format. */
    public static final WireFormat FORMAT = new Messages();

    private Messages() {}

    @Override
    public String name() {
        return "anthropic-messages";
    }

    @Override
    public Encoded encode(Task task) {
        return new MessagesWriter(task).write();
    }

    @Override
    public void decode(JsonNode answer, Assembler out) {
        new MessagesReader(out).whole(answer);
    }

    @Override
    public FrameReader reader(Assembler out) {
        return new MessagesReader(out);
    }
}
