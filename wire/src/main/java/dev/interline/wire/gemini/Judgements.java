package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.SafetyRating;
import dev.interline.TokenProbability;
import dev.interline.wire.Assembler;
import dev.interline.wire.Json;
import java.util.ArrayList;
import java.util.List;

/** What Google thinks of an answer and of its tokens: {@code SafetyRating} and {@code LogprobsResult} of the protocol. */
final class Judgements {
    private Judgements() {}

    static void read(JsonNode answer, JsonNode candidate, Assembler out) {
        ratings(SafetyRating.Subject.PROMPT, answer.path("promptFeedback").path("safetyRatings"), out);
        ratings(SafetyRating.Subject.ANSWER, candidate.path("safetyRatings"), out);
        JsonNode logprobs = candidate.path("logprobsResult");
        if (!logprobs.path("chosenCandidates").isEmpty()) {
            out.logProbabilities(tokens(logprobs.path("chosenCandidates"), logprobs.path("topCandidates")));
        }
    }

    private static void ratings(SafetyRating.Subject subject, JsonNode said, Assembler out) {
        if (said.isEmpty()) {
            return;
        }
        List<SafetyRating> ratings = new ArrayList<>(said.size());
        for (JsonNode rating : said) {
            ratings.add(new SafetyRating(
                    subject,
                    Json.text(rating, "category"),
                    Json.text(rating, "probability"),
                    rating.path("blocked").asBoolean()));
        }
        out.ratings(subject, ratings);
    }

    /** The likeliest stand in a list of their own, in the order of the tokens. */
    private static List<TokenProbability> tokens(JsonNode chosen, JsonNode likeliest) {
        List<TokenProbability> tokens = new ArrayList<>(chosen.size());
        for (int i = 0; i < chosen.size(); i++) {
            List<TokenProbability> others = new ArrayList<>();
            for (JsonNode other : likeliest.path(i).path("candidates")) {
                others.add(token(other, List.of()));
            }
            tokens.add(token(chosen.path(i), others));
        }
        return tokens;
    }

    private static TokenProbability token(JsonNode token, List<TokenProbability> likeliest) {
        return new TokenProbability(
                Json.text(token, "token"), token.path("logProbability").asDouble(), likeliest);
    }
}
