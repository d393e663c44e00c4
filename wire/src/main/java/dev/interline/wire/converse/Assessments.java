package dev.interline.wire.converse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.SafetyRating;
import dev.interline.wire.Assembler;
import dev.interline.wire.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * What a guardrail found, of whichever policy: {@code GuardrailAssessment} of the Amazon Bedrock Runtime API reference. A
 * finding is named by its type or its name, never by the words that were found.
 */
final class Assessments {
    private Assessments() {}

    /** Reads {@code trace.guardrail}. */
    static void read(JsonNode guardrail, Assembler out) {
        if (guardrail.isEmpty()) {
            return;
        }
        List<SafetyRating> prompt = new ArrayList<>();
        guardrail.path("inputAssessment").forEach(one -> policies(SafetyRating.Subject.PROMPT, one, prompt));
        List<SafetyRating> answer = new ArrayList<>();
        guardrail
                .path("outputAssessments")
                .forEach(several -> several.forEach(one -> policies(SafetyRating.Subject.ANSWER, one, answer)));
        if (!prompt.isEmpty()) {
            out.ratings(SafetyRating.Subject.PROMPT, prompt);
        }
        if (!answer.isEmpty()) {
            out.ratings(SafetyRating.Subject.ANSWER, answer);
        }
    }

    private static void policies(SafetyRating.Subject subject, JsonNode assessment, List<SafetyRating> ratings) {
        for (JsonNode policy : assessment) {
            for (JsonNode findings : policy) {
                if (findings.isArray()) {
                    findings.forEach(finding -> finding(subject, finding, ratings));
                }
            }
        }
    }

    private static void finding(SafetyRating.Subject subject, JsonNode finding, List<SafetyRating> ratings) {
        String type = Json.text(finding, "type");
        // the type of every topic is that it is denied; its name tells which it is
        String name = type.isEmpty() || type.equals("DENY") ? Json.text(finding, "name") : type;
        String action = Json.text(finding, "action");
        if (!action.isEmpty()) {
            ratings.add(new SafetyRating(
                    subject,
                    name.isEmpty() ? "CUSTOM" : name,
                    Json.text(finding, "confidence"),
                    action.equals("BLOCKED") || action.equals("ANONYMIZED")));
        }
    }
}
