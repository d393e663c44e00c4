package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gemini generateContent. A stream is made of the same objects as a whole answer, each with a part of it. */
final class GeminiScript implements Script {

    /** The models that sign their calls and give them ids. */
    private static final Pattern FROM_3 = Pattern.compile("gemini-([3-9]|[1-9][0-9]).*");

    @Override
    public JsonNode whole(Scene scene) {
        Speech speech = scene.speech();
        if (speech.promptBlocked()) {
            return blocked(scene);
        }
        List<ObjectNode> parts = new ArrayList<>();
        if (!speech.thinking().isEmpty()) {
            parts.add(Json.of("text", speech.thought(), "thought", true));
        }
        if (!speech.tokens().isEmpty()) {
            parts.add(Json.of("text", speech.text()));
        }
        for (int i = 0; i < speech.calls().size(); i++) {
            parts.add(call(scene, i));
        }
        ObjectNode candidate =
                candidate(parts).put("finishReason", reason(speech)).put("avgLogprobs", -0.25);
        return chunk(scene, candidate, scene.speech().counted() ? usage(scene) : null);
    }

    @Override
    public List<Event> stream(Scene scene) {
        Speech speech = scene.speech();
        if (speech.promptBlocked()) {
            return List.of(Event.end("", blocked(scene)));
        }
        List<Event> events = new ArrayList<>();
        for (String thought : speech.thinking()) {
            events.add(token(scene, Json.of("text", thought, "thought", true)));
        }
        for (String token : speech.tokens()) {
            events.add(token(scene, Json.of("text", token)));
        }
        for (int i = 0; i < speech.calls().size(); i++) {
            events.add(token(scene, call(scene, i)));
        }
        List<ObjectNode> last = List.of();
        if (signs(scene) && speech.calls().isEmpty() && !speech.tokens().isEmpty()) {
            last = List.of(Json.of("text", "", "thoughtSignature", signature(scene)));
        }
        ObjectNode candidate = candidate(last).put("finishReason", reason(speech));
        events.add(Event.end("", chunk(scene, candidate, speech.counted() ? usage(scene) : null)));
        return events;
    }

    @Override
    public List<Event> failure(Scene scene, Trouble trouble, int sent) {
        return List.of(Event.plain("", GoogleErrors.body(trouble, scene.route())));
    }

    private static Event token(Scene scene, ObjectNode part) {
        return Event.token("", chunk(scene, candidate(List.of(part)), Json.of("trafficType", "ON_DEMAND")));
    }

    private static ObjectNode candidate(List<ObjectNode> parts) {
        ObjectNode content = Json.of("role", "model");
        if (!parts.isEmpty()) {
            content.set("parts", Json.list(parts));
        }
        return Json.of("content", content);
    }

    private static ObjectNode chunk(Scene scene, ObjectNode candidate, @Nullable ObjectNode usage) {
        ObjectNode chunk = Json.of("candidates", Json.list(candidate));
        if (usage != null) {
            chunk.set("usageMetadata", usage);
        }
        return envelope(scene, chunk);
    }

    private static ObjectNode blocked(Scene scene) {
        Counts counts = scene.counts();
        return envelope(
                scene,
                Json.of(
                        "promptFeedback",
                                Json.of(
                                        "blockReason", "PROHIBITED_CONTENT",
                                        "blockReasonMessage", "The prompt was blocked."),
                        "usageMetadata",
                                Json.of(
                                        "promptTokenCount", counts.input(),
                                        "totalTokenCount", counts.input(),
                                        "trafficType", "ON_DEMAND")));
    }

    private static ObjectNode envelope(Scene scene, ObjectNode chunk) {
        chunk.put("modelVersion", scene.model());
        chunk.put("createTime", scene.time().toString());
        return chunk.put("responseId", scene.id("fake"));
    }

    private static ObjectNode call(Scene scene, int n) {
        Call call = scene.speech().calls().get(n);
        ObjectNode function = Json.of("name", call.name(), "args", Json.arguments(call));
        if (call.id() != null || signs(scene)) {
            function.put("id", scene.callId("call_", n));
        }
        ObjectNode part = Json.of("functionCall", function);
        if (n == 0 && signs(scene)) {
            part.put("thoughtSignature", signature(scene));
        }
        return part;
    }

    private static boolean signs(Scene scene) {
        return FROM_3.matcher(scene.model()).matches();
    }

    private static String signature(Scene scene) {
        return scene.id("QVk4OWEx") + "==";
    }

    /** Counters of zero are left out. */
    private static ObjectNode usage(Scene scene) {
        Counts counts = scene.counts();
        ObjectNode usage = Json.of("promptTokenCount", counts.input());
        if (counts.visible() > 0) {
            usage.put("candidatesTokenCount", counts.visible());
        }
        usage.put("totalTokenCount", counts.total()).put("trafficType", "ON_DEMAND");
        usage.set("promptTokensDetails", Json.list(Json.of("modality", "TEXT", "tokenCount", counts.input())));
        if (counts.visible() > 0) {
            usage.set(
                    "candidatesTokensDetails", Json.list(Json.of("modality", "TEXT", "tokenCount", counts.visible())));
        }
        if (counts.thinking() > 0) {
            usage.put("thoughtsTokenCount", counts.thinking());
        }
        if (counts.cached() > 0) {
            usage.put("cachedContentTokenCount", counts.cached());
        }
        return usage;
    }

    private static String reason(Speech speech) {
        return speech.stopWord(
                switch (speech.stop()) {
                    case END, TOOL_CALLS, STOP_SEQUENCE, REFUSED -> "STOP";
                    case LENGTH -> "MAX_TOKENS";
                    case FILTERED -> "SAFETY";
                });
    }
}
