package dev.interline.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What Azure's content filter writes beside an answer. */
final class AzureFilter {

    private AzureFilter() {}

    static ArrayNode prompt() {
        return Json.list(Json.of("prompt_index", 0, "content_filter_results", input(false)));
    }

    static ObjectNode answer(Speech speech) {
        ObjectNode results = categories(speech.stop() == Stop.FILTERED);
        return results.setAll(piece());
    }

    static ObjectNode piece() {
        return Json.of("protected_material_text", Json.of("detected", false, "filtered", false));
    }

    /** The results as a refused prompt has them. */
    static ObjectNode refusal() {
        return input(true);
    }

    /** The form of the Responses format, which speaks of prompt and answer in one list. */
    static ArrayNode both(Speech speech) {
        boolean blocked = speech.stop() == Stop.FILTERED;
        return Json.list(
                source("prompt", false, input(false), 40),
                source("completion", blocked, answer(speech), speech.text().length()));
    }

    private static ObjectNode source(String type, boolean blocked, ObjectNode results, int end) {
        return Json.of(
                "blocked", blocked,
                "source_type", type,
                "content_filter_raw", Json.list(),
                "content_filter_results", results,
                "content_filter_offsets", Json.of("start_offset", 0, "end_offset", end, "check_offset", 0));
    }

    private static ObjectNode input(boolean filtered) {
        ObjectNode results = categories(filtered);
        results.set("jailbreak", Json.of("detected", false, "filtered", false));
        return results;
    }

    private static ObjectNode categories(boolean violent) {
        return Json.of(
                "hate", Json.of("filtered", false, "severity", "safe"),
                "self_harm", Json.of("filtered", false, "severity", "safe"),
                "sexual", Json.of("filtered", false, "severity", "safe"),
                "violence", Json.of("filtered", violent, "severity", violent ? "medium" : "safe"));
    }
}
