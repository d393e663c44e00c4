package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.interline.TokenProbability;
import dev.interline.wire.Json;
import java.util.ArrayList;
import java.util.List;

/** Log probabilities of tokens, which both formats write alike. */
final class Probabilities {
    private static final ArrayNode NONE = Json.array();

    private ArrayNode all = NONE;

    /** Takes more of them; nothing where there are none. */
    void add(JsonNode tokens) {
        if (tokens.isEmpty()) {
            return;
        }
        if (isEmpty()) {
            all = Json.array();
        }
        tokens.forEach(all::add);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** As the vendor wrote them, all in one. */
    ArrayNode json() {
        return all;
    }

    List<TokenProbability> tokens() {
        return tokens(all);
    }

    private static List<TokenProbability> tokens(JsonNode from) {
        List<TokenProbability> tokens = new ArrayList<>(from.size());
        for (JsonNode token : from) {
            if (token.path("logprob").isNumber()) {
                tokens.add(new TokenProbability(
                        Json.text(token, "token"),
                        token.path("logprob").asDouble(),
                        tokens(token.path("top_logprobs"))));
            }
        }
        return tokens;
    }
}
