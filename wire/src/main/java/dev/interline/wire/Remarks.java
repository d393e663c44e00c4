package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.ChatResponse;
import dev.interline.SafetyRating;
import java.util.List;
import java.util.Map;

/**
 * What a vendor says about its answer: fields by its own names, and what filters think of prompt and answer. The fields are
 * JSON trees, or texts written already; a tree is written when somebody wants to read it.
 */
final class Remarks extends Fields<Object> {
    // is a map, and has none: each open stream holds one of these, and two objects would weigh more than one
    private List<SafetyRating> prompt = List.of();
    private List<SafetyRating> answer = List.of();

    void ratings(SafetyRating.Subject subject, List<SafetyRating> ratings) {
        if (subject == SafetyRating.Subject.PROMPT) {
            prompt = ratings;
        } else {
            answer = ratings;
        }
    }

    /** @param open whether the vendor may say more */
    ChatResponse.Builder into(ChatResponse.Builder response, boolean open) {
        if (!isEmpty()) {
            Fields<Object> said = open ? new Fields<>(this) : this;
            response.details(() -> texts(said));
        }
        return response.safetyRatings(ratings());
    }

    private static Map<String, String> texts(Fields<Object> said) {
        Fields<String> texts = new Fields<>();
        said.forEach(
                (name, value) -> texts.put(name, value instanceof JsonNode json ? Json.compact(json) : (String) value));
        return texts;
    }

    private List<SafetyRating> ratings() {
        if (prompt.isEmpty() || answer.isEmpty()) {
            return prompt.isEmpty() ? answer : prompt;
        }
        SafetyRating[] both = new SafetyRating[prompt.size() + answer.size()];
        int count = 0;
        for (SafetyRating rating : prompt) {
            both[count++] = rating;
        }
        for (SafetyRating rating : answer) {
            both[count++] = rating;
        }
        return List.of(both);
    }
}
