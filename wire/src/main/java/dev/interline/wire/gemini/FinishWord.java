package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.StopReason;
import java.util.List;

/** Why an answer ended or a prompt was blocked. Words that are not known yet end an answer like any other. */
final class FinishWord {
    /** {@code Candidate.FinishReason} of the protocol definition, by number: some clients ask for numbers. */
    private static final List<String> FINISHED = List.of(
            "FINISH_REASON_UNSPECIFIED",
            "STOP",
            "MAX_TOKENS",
            "SAFETY",
            "RECITATION",
            "OTHER",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "SPII",
            "MALFORMED_FUNCTION_CALL",
            "MODEL_ARMOR");
    /** {@code PromptFeedback.BlockedReason}, by number. */
    private static final List<String> BLOCKED = List.of(
            "BLOCKED_REASON_UNSPECIFIED",
            "SAFETY",
            "OTHER",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "MODEL_ARMOR",
            "JAILBREAK");

    private FinishWord() {}

    /** The word of a candidate; empty when it has not ended. */
    static String finished(JsonNode candidate) {
        return word(candidate.path("finishReason"), FINISHED);
    }

    /** Why the prompt was blocked; empty when it was not. */
    static String blocked(JsonNode feedback) {
        return word(feedback.path("blockReason"), BLOCKED);
    }

    private static String word(JsonNode value, List<String> names) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (!value.isIntegralNumber()) {
            return "";
        }
        int number = value.asInt();
        return number >= 0 && number < names.size() ? names.get(number) : value.asText();
    }

    /** The word is STOP when tools are called, too. */
    static StopReason.Kind kind(String word, boolean calls) {
        return switch (word) {
            case "STOP" -> calls ? StopReason.Kind.TOOL_CALLS : StopReason.Kind.STOP;
            // a continuation is a cap of one request with budget left: the answer is cut all the same
            case "MAX_TOKENS", "CONTINUATION" -> StopReason.Kind.LENGTH;
            case "SAFETY",
                    "RECITATION",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "MODEL_ARMOR",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" -> StopReason.Kind.CONTENT_FILTER;
            case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE" ->
                StopReason.Kind.MALFORMED;
            default -> StopReason.Kind.OTHER;
        };
    }
}
