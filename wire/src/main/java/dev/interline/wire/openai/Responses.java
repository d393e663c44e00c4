package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.ModelId;
import dev.interline.Origin;
import dev.interline.wire.Assembler;
import dev.interline.wire.Encoded;
import dev.interline.wire.FrameReader;
import dev.interline.wire.Task;
import dev.interline.wire.WireFormat;

/**
 * OpenAI's Responses, spoken for OpenAI's own models: a list of items in, a list of items out. Nothing is stored at the
 * vendor; thoughts travel with the conversation, sealed. Source: OpenAI's API specification "Create a model response",
 * and "Use the Azure OpenAI Responses API".
 */
public final class Responses implements WireFormat {
    /** The format. */
    public static final WireFormat FORMAT = new Responses();

    private Responses() {}

    @Override
    public String name() {
        return "openai-responses";
    }

    /** Sealed thoughts can be read by every deployment of the resource that sealed them, and by no other. */
    @Override
    public Origin origin(ModelId model) {
        return new Origin(name(), model.cloud() + "/" + model.resource());
    }

    @Override
    public Encoded encode(Task task) {
        return new ResponsesWriter(task).write();
    }

    @Override
    public void decode(JsonNode answer, Assembler out) {
        new ResponsesReader(out).whole(answer);
    }

    @Override
    public FrameReader reader(Assembler out) {
        return new ResponsesReader(out);
    }
}
