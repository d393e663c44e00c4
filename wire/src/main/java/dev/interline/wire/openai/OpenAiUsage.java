package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.Usage;
import dev.interline.wire.Json;

/** Token counts, in which the two formats differ by their words only. */
final class OpenAiUsage {
    private OpenAiUsage() {}

    /** The counts under the words of Chat Completions. */
    static Usage ofChat(JsonNode usage) {
        return of(usage, "prompt_tokens", "prompt_tokens_details", "completion_tokens", "completion_tokens_details");
    }

    /** The counts under the words of Responses. */
    static Usage ofResponses(JsonNode usage) {
        return of(usage, "input_tokens", "input_tokens_details", "output_tokens", "output_tokens_details");
    }

    private static Usage of(JsonNode usage, String inputName, String inputMore, String outputName, String outputMore) {
        long input = Json.count(usage, inputName);
        long output = Json.count(usage, outputName);
        long reasoning = Json.count(usage.path(outputMore), "reasoning_tokens");
        if (reasoning < 0) {
            // DeepSeek's place for it
            reasoning = Json.count(usage, "reasoning_tokens");
        }
        if (reasoning > 0 && input >= 0 && output >= 0) {
            long total = Json.count(usage, "total_tokens");
            if (total == input + output + reasoning || reasoning > output) {
                // Grok counts its thoughts beside the output, not in it
                output += reasoning;
            }
        }
        JsonNode inputDetails = usage.path(inputMore);
        return Usage.builder()
                .input(input)
                .output(output)
                .cachedInput(Json.count(inputDetails, "cached_tokens"))
                .cacheWrites(Json.count(inputDetails, "cache_write_tokens"))
                .reasoning(reasoning)
                .vendor(() -> Json.compact(usage))
                .build();
    }
}
