package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Anthropic Messages. */
final class MessagesScript implements Script {

    private static final String SIGNATURE = "ErUBsignature";

    @Override
    public JsonNode whole(Scene scene) {
        Speech speech = scene.speech();
        List<ObjectNode> content = new ArrayList<>();
        if (!speech.thinking().isEmpty()) {
            content.add(Json.of("type", "thinking", "thinking", speech.thought(), "signature", scene.id(SIGNATURE)));
        }
        if (!speech.tokens().isEmpty()) {
            content.add(Json.of("type", "text", "text", speech.text()));
        }
        for (int i = 0; i < speech.calls().size(); i++) {
            ObjectNode call = toolUse(scene, i);
            call.set("input", Json.arguments(speech.calls().get(i)));
            content.add(call);
        }
        ObjectNode message = message(scene, content, reason(speech));
        message.set("stop_sequence", stopSequence(scene));
        if (speech.counted()) {
            message.set("usage", usage(scene, scene.counts().output()));
        }
        return message;
    }

    @Override
    public List<Event> stream(Scene scene) {
        Speech speech = scene.speech();
        List<Event> events = new ArrayList<>();
        ObjectNode message = message(scene, List.of(), null);
        if (speech.counted()) {
            message.set("usage", usage(scene, Math.min(1, scene.counts().output())));
        }
        add(events, scene, Event.Kind.PLAIN, Json.of("type", "message_start", "message", message));
        if (scene.route().framing() != Framing.CHUNKS) {
            events.add(ping());
        }
        int index = 0;
        if (!speech.thinking().isEmpty()) {
            start(events, scene, index, Json.of("type", "thinking", "thinking", "", "signature", ""));
            for (String thought : speech.thinking()) {
                delta(events, scene, Event.Kind.TOKEN, index, Json.of("type", "thinking_delta", "thinking", thought));
            }
            ObjectNode signature = Json.of("type", "signature_delta", "signature", scene.id(SIGNATURE));
            delta(events, scene, Event.Kind.PLAIN, index, signature);
            stop(events, scene, index++);
        }
        if (!speech.tokens().isEmpty()) {
            start(events, scene, index, Json.of("type", "text", "text", ""));
            for (String token : speech.tokens()) {
                delta(events, scene, Event.Kind.TOKEN, index, Json.of("type", "text_delta", "text", token));
            }
            stop(events, scene, index++);
        }
        for (int i = 0; i < speech.calls().size(); i++) {
            List<String> fragments = speech.calls().get(i).fragments();
            start(events, scene, index, toolUse(scene, i));
            Event.Kind first = fragments.isEmpty() ? Event.Kind.TOKEN : Event.Kind.PLAIN;
            delta(events, scene, first, index, Json.of("type", "input_json_delta", "partial_json", ""));
            for (String fragment : fragments) {
                ObjectNode piece = Json.of("type", "input_json_delta", "partial_json", fragment);
                delta(events, scene, Event.Kind.TOKEN, index, piece);
            }
            stop(events, scene, index++);
        }
        end(events, scene);
        return events;
    }

    @Override
    public List<Event> failure(Scene scene, Trouble trouble, int sent) {
        if (scene.route().framing() == Framing.CHUNKS) {
            return List.of(AwsErrors.exception(trouble));
        }
        ObjectNode error = AnthropicErrors.body(trouble, scene.route());
        error.put("request_id", scene.id("req_"));
        return List.of(Event.plain("error", error));
    }

    @Override
    public Event ping() {
        return new Event(Event.Kind.PLAIN, "ping", "{\"type\": \"ping\"}");
    }

    private static void end(List<Event> events, Scene scene) {
        Speech speech = scene.speech();
        ObjectNode delta = Json.of("stop_reason", reason(speech), "stop_sequence", stopSequence(scene));
        if (speech.refused()) {
            delta.set("stop_details", Json.of("type", "refusal", "category", null, "explanation", null));
        }
        ObjectNode last = Json.of("type", "message_delta", "delta", delta);
        if (speech.counted()) {
            last.set("usage", Json.of("output_tokens", scene.counts().output()));
        }
        add(events, scene, Event.Kind.END, last);
        ObjectNode stop = Json.of("type", "message_stop");
        if (scene.route().framing() == Framing.CHUNKS && speech.counted()) {
            stop.set(
                    "amazon-bedrock-invocationMetrics",
                    Json.of(
                            "inputTokenCount",
                            scene.counts().uncached(),
                            "outputTokenCount",
                            scene.counts().output(),
                            "invocationLatency",
                            900,
                            "firstByteLatency",
                            400));
        }
        add(events, scene, Event.Kind.END, stop);
    }

    private static void start(List<Event> events, Scene scene, int index, ObjectNode block) {
        add(
                events,
                scene,
                Event.Kind.PLAIN,
                Json.of("type", "content_block_start", "index", index, "content_block", block));
    }

    private static void delta(List<Event> events, Scene scene, Event.Kind kind, int index, ObjectNode delta) {
        add(events, scene, kind, Json.of("type", "content_block_delta", "index", index, "delta", delta));
    }

    private static void stop(List<Event> events, Scene scene, int index) {
        add(events, scene, Event.Kind.PLAIN, Json.of("type", "content_block_stop", "index", index));
    }

    /** Vertex pads events with blanks after the JSON, against those who guess content from lengths. */
    private static void add(List<Event> events, Scene scene, Event.Kind kind, ObjectNode json) {
        String blanks =
                scene.on(Vendor.VERTEX) ? " ".repeat(Json.padding(events.size()).length() % 16) : "";
        events.add(new Event(kind, json.path("type").asText(), json + blanks));
    }

    private static ObjectNode message(Scene scene, List<ObjectNode> content, @Nullable String reason) {
        return Json.of(
                "model",
                scene.model().replace('@', '-'),
                "id",
                scene.id("msg_" + mark(scene)),
                "type",
                "message",
                "role",
                "assistant",
                "content",
                Json.list(content),
                "stop_reason",
                reason,
                "stop_sequence",
                null);
    }

    private static ObjectNode toolUse(Scene scene, int n) {
        return Json.of(
                "type", "tool_use",
                "id", scene.callId("toolu_" + mark(scene), n),
                "name", scene.speech().calls().get(n).name(),
                "input", Json.of());
    }

    /** The clouds mark the ids that they hand out. */
    private static String mark(Scene scene) {
        return switch (scene.vendor()) {
            case AZURE, OPENAI -> "01";
            case BEDROCK -> "bdrk_01";
            case VERTEX -> "vrtx_01";
        };
    }

    private static ObjectNode usage(Scene scene, int output) {
        ObjectNode usage = Json.of(
                "input_tokens", scene.counts().uncached(),
                "cache_creation_input_tokens", 0,
                "cache_read_input_tokens", scene.counts().cached());
        if (!scene.on(Vendor.VERTEX)) {
            ObjectNode created = Json.of("ephemeral_5m_input_tokens", 0, "ephemeral_1h_input_tokens", 0);
            usage.set("cache_creation", created);
        }
        return usage.put("output_tokens", output);
    }

    private static @Nullable JsonNode stopSequence(Scene scene) {
        return scene.speech().stop() == Stop.STOP_SEQUENCE
                ? scene.asked().path("stop_sequences").get(0)
                : null;
    }

    private static String reason(Speech speech) {
        return speech.stopWord(
                switch (speech.stop()) {
                    case END -> "end_turn";
                    case LENGTH -> "max_tokens";
                    case TOOL_CALLS -> "tool_use";
                    case STOP_SEQUENCE -> "stop_sequence";
                    case FILTERED, REFUSED -> "refusal";
                });
    }
}
