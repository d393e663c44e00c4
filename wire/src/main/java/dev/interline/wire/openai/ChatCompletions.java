package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.wire.Assembler;
import dev.interline.wire.Encoded;
import dev.interline.wire.FrameReader;
import dev.interline.wire.Task;
import dev.interline.wire.WireFormat;

/**
 * OpenAI's Chat Completions, which nearly everybody speaks in addition to a format of their own. Source: OpenAI's API
 * specification "Create chat completion", and "Azure OpenAI in Foundry Models REST API".
 */
public final class ChatCompletions implements WireFormat {
    /** The format. */
    public static final WireFormat FORMAT = new ChatCompletions();

    private ChatCompletions() {}

    @Override
    public String name() {
        return "openai-chat";
    }

    @Override
    public Encoded encode(Task task) {
        return new ChatWriter(task).write();
    }

    @Override
    public int answers(ObjectNode body) {
        return body.path("n").asInt(1);
    }

    @Override
    public void decode(JsonNode answer, Assembler out) {
        new ChatReader(out).whole(answer);
    }

    @Override
    public FrameReader reader(Assembler out) {
        return new ChatReader(out);
    }
}
