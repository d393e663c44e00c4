package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Bedrock Converse. */
final class ConverseScript implements Script {

    private static final String GUARDED = "Sorry, the model cannot answer this question.";

    @Override
    public JsonNode whole(Scene scene) {
        Speech speech = said(scene);
        List<ObjectNode> content = new ArrayList<>();
        if (!speech.thinking().isEmpty()) {
            ObjectNode text = Json.of("text", speech.thought(), "signature", scene.id("ErUBsignature"));
            content.add(Json.of("reasoningContent", Json.of("reasoningText", text)));
        }
        if (!speech.tokens().isEmpty()) {
            content.add(Json.of("text", speech.text()));
        }
        for (int i = 0; i < speech.calls().size(); i++) {
            ObjectNode use = toolUse(scene, i);
            use.set("input", Json.arguments(speech.calls().get(i)));
            content.add(Json.of("toolUse", use));
        }
        ObjectNode answer = Json.of(
                "metrics", Json.of("latencyMs", 412),
                "output", Json.of("message", Json.of("content", Json.list(content), "role", "assistant")),
                "stopReason", reason(speech));
        if (speech.counted()) {
            answer.set("usage", usage(scene));
        }
        return answer;
    }

    @Override
    public List<Event> stream(Scene scene) {
        Speech speech = said(scene);
        List<Event> events = new ArrayList<>();
        add(events, Event.Kind.PLAIN, "messageStart", Json.of("role", "assistant"));
        int block = 0;
        if (!speech.thinking().isEmpty()) {
            for (String thought : speech.thinking()) {
                delta(events, Event.Kind.TOKEN, block, Json.of("reasoningContent", Json.of("text", thought)));
            }
            ObjectNode signature = Json.of("signature", scene.id("ErUBsignature"));
            delta(events, Event.Kind.PLAIN, block, Json.of("reasoningContent", signature));
            stop(events, block++);
        }
        if (!speech.tokens().isEmpty()) {
            for (String token : speech.tokens()) {
                delta(events, Event.Kind.TOKEN, block, Json.of("text", token));
            }
            stop(events, block++);
        }
        for (int i = 0; i < speech.calls().size(); i++) {
            List<String> fragments = speech.calls().get(i).fragments();
            ObjectNode start = Json.of("toolUse", toolUse(scene, i));
            add(events, Event.Kind.PLAIN, "contentBlockStart", Json.of("contentBlockIndex", block, "start", start));
            Event.Kind first = fragments.isEmpty() ? Event.Kind.TOKEN : Event.Kind.PLAIN;
            delta(events, first, block, Json.of("toolUse", Json.of("input", "")));
            for (String fragment : fragments) {
                delta(events, Event.Kind.TOKEN, block, Json.of("toolUse", Json.of("input", fragment)));
            }
            stop(events, block++);
        }
        add(events, Event.Kind.END, "messageStop", Json.of("stopReason", reason(speech)));
        if (speech.counted()) {
            ObjectNode metadata = Json.of("metrics", Json.of("latencyMs", 391), "usage", usage(scene));
            add(events, Event.Kind.END, "metadata", metadata);
        }
        return events;
    }

    @Override
    public List<Event> failure(Scene scene, Trouble trouble, int sent) {
        return List.of(AwsErrors.exception(trouble));
    }

    /** A guardrail that stops a prompt answers with a text of its own. */
    private static Speech said(Scene scene) {
        Speech speech = scene.speech();
        return speech.promptBlocked()
                ? Speech.of(List.of(GUARDED)).ending(Stop.FILTERED).stopWordOf("guardrail_intervened")
                : speech;
    }

    private static void delta(List<Event> events, Event.Kind kind, int block, ObjectNode delta) {
        add(events, kind, "contentBlockDelta", Json.of("contentBlockIndex", block, "delta", delta));
    }

    private static void stop(List<Event> events, int block) {
        add(events, Event.Kind.PLAIN, "contentBlockStop", Json.of("contentBlockIndex", block));
    }

    private static void add(List<Event> events, Event.Kind kind, String type, ObjectNode json) {
        events.add(
                new Event(kind, type, json.put("p", Json.padding(events.size())).toString()));
    }

    private static ObjectNode toolUse(Scene scene, int n) {
        return Json.of(
                "name", scene.speech().calls().get(n).name(),
                "toolUseId", scene.callId("tooluse_", n));
    }

    private static ObjectNode usage(Scene scene) {
        Counts counts = scene.counts();
        ObjectNode usage = Json.of("inputTokens", counts.uncached(), "outputTokens", counts.output());
        if (counts.cached() > 0) {
            usage.put("cacheReadInputTokens", counts.cached()).put("cacheWriteInputTokens", 0);
        }
        usage.set("serverToolUsage", Json.of());
        return usage.put("totalTokens", counts.total());
    }

    private static String reason(Speech speech) {
        return speech.stopWord(
                switch (speech.stop()) {
                    case END -> "end_turn";
                    case LENGTH -> "max_tokens";
                    case TOOL_CALLS -> "tool_use";
                    case STOP_SEQUENCE -> "stop_sequence";
                    case FILTERED, REFUSED -> "content_filtered";
                });
    }
}
