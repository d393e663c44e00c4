package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Usage;
import dev.interline.wire.Gathered;
import dev.interline.wire.Json;

/**
 * {@code usageMetadata}. In a stream the counts are running totals, so the last of each holds and none is added up.
 * Counters of zero are absent; once there is a total, what is absent is therefore known to be zero.
 */
final class TokenCounts {
    private final Gathered counts = new Gathered();

    /** Takes what an event says. */
    void add(JsonNode usage) {
        counts.add(usage);
    }

    /** Whether anything but the class of traffic has been said. */
    boolean isCounted() {
        ObjectNode latest = counts.json();
        return Json.count(latest, "totalTokenCount") >= 0 || Json.count(latest, "promptTokenCount") >= 0;
    }

    Usage usage() {
        ObjectNode latest = counts.json();
        long prompt = Json.count(latest, "promptTokenCount");
        long total = Json.count(latest, "totalTokenCount");
        long visible = Json.count(latest, "candidatesTokenCount");
        long thoughts = Json.count(latest, "thoughtsTokenCount");
        long cached = Json.count(latest, "cachedContentTokenCount");
        long input = prompt < 0 ? -1 : prompt + Math.max(0, Json.count(latest, "toolUsePromptTokenCount"));
        boolean complete = total >= 0 && input >= 0;
        long output = visible < 0 && thoughts < 0 ? -1 : Math.max(0, visible) + Math.max(0, thoughts);
        if (output < 0 && complete) {
            output = Math.max(0, total - input);
        }
        if (thoughts < 0 && complete && total - input == Math.max(0, visible)) {
            thoughts = 0;
        }
        return Usage.builder()
                .input(input)
                .output(output)
                .cachedInput(cached < 0 && complete ? 0 : cached)
                .reasoning(thoughts)
                .vendor(() -> Json.compact(latest))
                .build();
    }
}
