package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.SafetyRating;
import dev.interline.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The verdicts that a filter in front of these formats adds, by category: "Content filter annotations" of the Azure OpenAI
 * documentation. Streams bring them in pieces; a category that was stopped stays so.
 */
final class FilterVerdicts {
    private final ObjectNode categories = Json.object();

    void add(JsonNode results) {
        for (Map.Entry<String, JsonNode> verdict : results.properties()) {
            boolean stopped = categories.path(verdict.getKey()).path("filtered").asBoolean();
            if (!stopped || verdict.getValue().path("filtered").asBoolean()) {
                categories.set(verdict.getKey(), verdict.getValue());
            }
        }
    }

    boolean isEmpty() {
        return categories.isEmpty();
    }

    List<SafetyRating> ratings(SafetyRating.Subject subject) {
        List<SafetyRating> ratings = new ArrayList<>();
        for (Map.Entry<String, JsonNode> verdict : categories.properties()) {
            JsonNode said = verdict.getValue();
            if (said.has("filtered")) {
                String severity = Json.text(said, "severity");
                String level = severity.isEmpty() && said.path("detected").asBoolean() ? "detected" : severity;
                ratings.add(new SafetyRating(
                        subject, verdict.getKey(), level, said.path("filtered").asBoolean()));
            }
        }
        return ratings;
    }

    /** All of them, as the vendor writes them. */
    ObjectNode json() {
        return categories;
    }
}
