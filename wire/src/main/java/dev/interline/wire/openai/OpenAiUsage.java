package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.Usage;
import dev.interline.wire.Json;

/** Token counts, in which the two formats differ by their words only. */
final class OpenAiUsage {
    private OpenAiUsage() {}

    /** Reads the counts under the format's words for input and output. */
    static Usage of(JsonNode usage, String inputName, String outputName) {
        long input = Json.count(usage, inputName);
        long output = Json.count(usage, outputName);
        long reasoning = Json.count(usage.path(outputName + "_details"), "reasoning_tokens");
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
        JsonNode inputDetails = usage.path(inputName + "_details");
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
