package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.SafetyRating;
import dev.interline.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts that a filter in front of these formats adds, by category: "Content filter annotations" of the Azure OpenAI
 * documentation. Streams bring them in pieces; a category that was stopped stays so.
 */
final class FilterVerdicts {
    private static final ObjectNode NONE = Json.object();

    /** What the last verdicts came to, by whom they are about: those of nearly all answers are the very same nodes. */
    private static final AtomicReference<@Nullable Rated> PROMPT = new AtomicReference<>();

    private static final AtomicReference<@Nullable Rated> ANSWER = new AtomicReference<>();

    private record Rated(ObjectNode categories, List<SafetyRating> ratings) {}

    /** As it came, until there is more to add. */
    private ObjectNode categories = NONE;

    private boolean own;

    void add(JsonNode results) {
        if (categories.isEmpty() && results instanceof ObjectNode first) {
            categories = first;
            return;
        }
        for (Map.Entry<String, JsonNode> verdict : results.properties()) {
            boolean stopped = categories.path(verdict.getKey()).path("filtered").asBoolean();
            if (!stopped || verdict.getValue().path("filtered").asBoolean()) {
                set(verdict.getKey(), verdict.getValue());
            }
        }
    }

    private void set(String category, JsonNode verdict) {
        if (!own) {
            categories = Json.object().setAll(categories);
            own = true;
        }
        categories.set(category, verdict);
    }

    boolean isEmpty() {
        return categories.isEmpty();
    }

    @SuppressWarnings("ReferenceEquality") // the very same, not one that is equal
    List<SafetyRating> ratings(SafetyRating.Subject subject) {
        AtomicReference<@Nullable Rated> kept = subject == SafetyRating.Subject.PROMPT ? PROMPT : ANSWER;
        Rated last = kept.get();
        if (last != null && last.categories == categories) {
            return last.ratings;
        }
        List<SafetyRating> ratings = List.copyOf(read(subject));
        if (Json.isShared(categories)) {
            kept.set(new Rated(categories, ratings));
        }
        return ratings;
    }

    private List<SafetyRating> read(SafetyRating.Subject subject) {
        List<SafetyRating> ratings = new ArrayList<>(categories.size());
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
