package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.ChatRequest;
import dev.interline.ModelId;
import dev.interline.Notice;
import dev.interline.Profile;
import dev.interline.ToolDefinition;
import dev.interline.wire.Encoded;
import dev.interline.wire.Task;
import dev.interline.wire.WireFormat;
import java.util.List;
import java.util.function.Consumer;

/** Requests written for a family, for tests that look at one thing in them. */
final class OpenAiWriting {
    static final ModelId ID = new ModelId("azure", "example-resource", "my-deployment");
    static final ToolDefinition TOOL = ToolDefinition.of("tide", "Tells the tide", """
        {"type":"object","properties":{"port":{"type":"string"}},"required":["port"]}""");

    private OpenAiWriting() {}

    static Encoded chat(String family, Consumer<ChatRequest.Builder> change) {
        return write(ChatCompletions.FORMAT, family, change);
    }

    static Encoded responses(String family, Consumer<ChatRequest.Builder> change) {
        return write(Responses.FORMAT, family, change);
    }

    /** Without a word on the family where it is blank. */
    static Encoded write(WireFormat format, String family, Consumer<ChatRequest.Builder> change) {
        ChatRequest.Builder request = ChatRequest.builder().user("Hello");
        change.accept(request);
        Profile.Builder profile = Profile.builder(ID);
        if (!family.isBlank()) {
            profile.family(family);
        }
        return format.encode(new Task(request.build(), profile.build(), format.origin(ID), false));
    }

    static JsonNode last(Encoded encoded, String list) {
        JsonNode items = encoded.body().path(list);
        return items.path(items.size() - 1);
    }

    static List<String> subjects(Encoded encoded) {
        return encoded.notices().stream().map(Notice::subject).toList();
    }
}
