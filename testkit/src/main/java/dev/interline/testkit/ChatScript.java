package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenAI Chat Completions. Azure adds its filter's annotations; Bedrock and Vertex send the plain form. */
final class ChatScript implements Script {

    @Override
    public JsonNode whole(Scene scene) {
        Speech speech = scene.speech();
        boolean text = !speech.tokens().isEmpty();
        boolean refused = speech.refused();
        ObjectNode message = Json.of(
                "role", "assistant",
                "content", refused || (!text && !speech.calls().isEmpty()) ? null : speech.text(),
                "refusal", refused ? speech.text() : null);
        if (!speech.thinking().isEmpty()) {
            message.put(thinkingField(scene), speech.thought());
        }
        if (!speech.calls().isEmpty()) {
            List<ObjectNode> calls = new ArrayList<>();
            for (int i = 0; i < speech.calls().size(); i++) {
                Call call = speech.calls().get(i);
                calls.add(call(scene, i, call.arguments()));
            }
            message.set("tool_calls", Json.list(calls));
        }
        ObjectNode choice = Json.of("index", 0, "message", message, "finish_reason", reason(speech), "logprobs", null);
        ObjectNode answer = Json.of(
                "id", scene.id("chatcmpl-"),
                "object", "chat.completion",
                "created", scene.epoch(),
                "model", scene.model(),
                "choices", Json.list(choice));
        if (scene.on(Vendor.AZURE)) {
            message.set("annotations", Json.list());
            choice.set("content_filter_results", AzureFilter.answer(speech));
            answer.set("prompt_filter_results", AzureFilter.prompt());
            answer.put("service_tier", "default").putNull("system_fingerprint");
        }
        if (speech.counted()) {
            answer.set("usage", usage(scene));
        }
        return answer;
    }

    @Override
    public List<Event> stream(Scene scene) {
        Speech speech = scene.speech();
        List<Event> events = new ArrayList<>();
        if (scene.on(Vendor.AZURE)) {
            events.add(Event.plain(
                    "",
                    Json.of(
                            "choices",
                            Json.list(),
                            "created",
                            0,
                            "id",
                            "",
                            "model",
                            "",
                            "object",
                            "",
                            "prompt_filter_results",
                            AzureFilter.prompt())));
        }
        ObjectNode role = Json.of("role", "assistant", "content", "", "refusal", null);
        events.add(Event.plain("", chunk(scene, role, null, 0)));
        for (String thought : speech.thinking()) {
            events.add(Event.token("", chunk(scene, Json.of(thinkingField(scene), thought), null, events.size())));
        }
        String field = speech.refused() ? "refusal" : "content";
        for (String token : speech.tokens()) {
            events.add(Event.token("", chunk(scene, Json.of(field, token), null, events.size())));
        }
        for (int i = 0; i < speech.calls().size(); i++) {
            Call call = speech.calls().get(i);
            ObjectNode start = call(scene, i, "").put("index", i);
            ObjectNode first = chunk(scene, Json.of("tool_calls", Json.list(start)), null, events.size());
            events.add(call.fragments().isEmpty() ? Event.token("", first) : Event.plain("", first));
            for (String fragment : call.fragments()) {
                ObjectNode piece = Json.of("index", i, "function", Json.of("arguments", fragment));
                events.add(Event.token("", chunk(scene, Json.of("tool_calls", Json.list(piece)), null, events.size())));
            }
        }
        events.add(Event.end("", chunk(scene, Json.of(), reason(speech), events.size())));
        if (usageAsked(scene) && speech.counted()) {
            ObjectNode last = envelope(scene, events.size());
            last.set("choices", Json.list());
            last.set("usage", usage(scene));
            events.add(Event.end("", last));
        }
        if (scene.done()) {
            events.add(new Event(Event.Kind.END, "", "[DONE]"));
        }
        return events;
    }

    @Override
    public List<Event> failure(Scene scene, Trouble trouble, int sent) {
        JsonNode error = scene.on(Vendor.VERTEX)
                ? GoogleErrors.body(trouble, scene.route())
                : OpenAiErrors.body(trouble, scene.route());
        return List.of(Event.plain("", error));
    }

    private static ObjectNode chunk(Scene scene, ObjectNode delta, @Nullable String reason, int n) {
        ObjectNode choice = Json.of("index", 0, "delta", delta, "finish_reason", reason, "logprobs", null);
        ObjectNode chunk = envelope(scene, n);
        chunk.set("choices", Json.list(choice));
        if (scene.on(Vendor.AZURE)) {
            choice.set("content_filter_results", filter(scene.speech(), delta, reason));
        }
        if (usageAsked(scene)) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    /** The filter speaks of a text with each piece of it, and of the whole when it has cut it off. */
    private static ObjectNode filter(Speech speech, ObjectNode delta, @Nullable String reason) {
        if (reason != null) {
            return speech.stop() == Stop.FILTERED ? AzureFilter.answer(speech) : Json.of();
        }
        return delta.path("content").asText("").isEmpty() ? Json.of() : AzureFilter.piece();
    }

    private static ObjectNode envelope(Scene scene, int n) {
        ObjectNode chunk = Json.of(
                "id", scene.id("chatcmpl-"),
                "object", "chat.completion.chunk",
                "created", scene.epoch(),
                "model", scene.model());
        if (scene.on(Vendor.AZURE)) {
            chunk.put("service_tier", "default").putNull("system_fingerprint").put("obfuscation", Json.padding(n));
        }
        return chunk;
    }

    private static ObjectNode call(Scene scene, int n, String arguments) {
        String name = scene.speech().calls().get(n).name();
        return Json.of(
                "id", scene.callId("call_", n),
                "type", "function",
                "function", Json.of("name", name, "arguments", arguments));
    }

    private static ObjectNode usage(Scene scene) {
        Counts counts = scene.counts();
        return Json.of(
                "prompt_tokens", counts.input(),
                "completion_tokens", counts.output(),
                "total_tokens", counts.total(),
                "prompt_tokens_details", Json.of("cached_tokens", counts.cached(), "audio_tokens", 0),
                "completion_tokens_details",
                        Json.of(
                                "reasoning_tokens", counts.thinking(),
                                "audio_tokens", 0,
                                "accepted_prediction_tokens", 0,
                                "rejected_prediction_tokens", 0));
    }

    private static boolean usageAsked(Scene scene) {
        return scene.asked().path("stream_options").path("include_usage").asBoolean(false);
    }

    /** Open models show their thinking, under a name of no standard. */
    private static String thinkingField(Scene scene) {
        return scene.on(Vendor.BEDROCK) ? "reasoning" : "reasoning_content";
    }

    private static String reason(Speech speech) {
        return speech.stopWord(
                switch (speech.stop()) {
                    case END, STOP_SEQUENCE, REFUSED -> "stop";
                    case LENGTH -> "length";
                    case TOOL_CALLS -> "tool_calls";
                    case FILTERED -> "content_filter";
                });
    }
}
