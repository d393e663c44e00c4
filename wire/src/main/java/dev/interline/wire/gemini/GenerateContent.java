package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.wire.Assembler;
import dev.interline.wire.Encoded;
import dev.interline.wire.FrameReader;
import dev.interline.wire.Task;
import dev.interline.wire.WireFormat;

/**
 * Gemini's generateContent, whole and streamed. The model stands in the address, never in the body. A signature on a
 * part belongs to the model that wrote it, so the origin of opaque data is the model at its resource. Source: the
 * protocol definitions {@code prediction_service}, {@code content} and {@code tool} of the Vertex AI API, and Google's
 * pages "Thought signatures", "Thinking" and "Structured output".
 *
 * <p>{@link dev.interline.Options#cacheKey()} may name a cached content
 * ({@code projects/…/locations/…/cachedContents/…}), which then stands for system prompt and tools.
 * {@link dev.interline.Options#serviceTier()} is written as {@code serviceTier}; where a cloud wants it in a header, its
 * dialect moves it there.
 */
public final class GenerateContent implements WireFormat {
    /** The format. */
    public static final WireFormat FORMAT = new GenerateContent();

    private GenerateContent() {}

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public Encoded encode(Task task) {
        return new GeminiWriter(task).write();
    }

    @Override
    public int answers(ObjectNode body) {
        return body.path("generationConfig").path("candidateCount").asInt(1);
    }

    @Override
    public void decode(JsonNode answer, Assembler out) {
        new GeminiReader(out).whole(answer);
    }

    @Override
    public FrameReader reader(Assembler out) {
        return new GeminiReader(out);
    }
}
