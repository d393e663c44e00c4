package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;

/** Counts of tokens, under the name that each vendor has for them. */
final class CountScript implements WholeScript {

    @Override
    public JsonNode whole(Scene scene) {
        int tokens = scene.counts().input();
        if (scene.asked().has("input")) {
            return Json.of("inputTokens", tokens);
        }
        return scene.asked().has("contents")
                ? Json.of(
                        "totalTokens",
                        tokens,
                        "promptTokensDetails",
                        Json.list(Json.of("modality", "TEXT", "tokenCount", tokens)))
                : Json.of("input_tokens", tokens);
    }
}
