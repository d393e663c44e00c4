package dev.interline.wire.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.interline.wire.Framing;
import dev.interline.wire.Json;
import dev.interline.wire.Played;
import java.nio.charset.StandardCharsets;

/** Answers written by hand. */
final class Answers {
    private Answers() {}

    static Played whole(String json) {
        try {
            return Played.whole(GenerateContent.FORMAT, Json.read(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static Played answer(String parts, String reason) {
        return whole("{'candidates':[{'content':{'role':'model','parts':[%s]},'finishReason':'%s'}]}"
                .formatted(parts, reason)
                .replace('\'', '"'));
    }

    /** Events, each the parts of a candidate; the last one ends it. */
    static Played stream(String... parts) {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            String end = i == parts.length - 1 ? ",'finishReason':'STOP'" : "";
            events.append("data: {'candidates':[{'content':{'parts':[")
                    .append(parts[i])
                    .append("]}")
                    .append(end)
                    .append("}],'responseId':'r1'}\n\n");
        }
        return raw(events.toString().replace('\'', '"'));
    }

    static Played raw(String body) {
        return Played.stream(GenerateContent.FORMAT, Framing.SSE, body.getBytes(StandardCharsets.UTF_8));
    }
}
