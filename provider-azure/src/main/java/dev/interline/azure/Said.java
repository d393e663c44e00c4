package dev.interline.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import dev.interline.wire.anthropic.AnthropicWords;
import java.util.Locale;

/**
 * What Azure said when it refused, in whichever of its forms: a model's error in OpenAI's words, the front end's with a
 * number for a code, API Management's without an {@code error}, Anthropic's on the Claude route, or a page of HTML.
 *
 * @param status HTTP's, or for an error inside a good answer the number that the error gives for a code; 0 for neither
 * @param code the code word; empty when there is none
 * @param type the class that OpenAI's words belong to; empty when there is none
 * @param param the field at fault; empty when there is none
 * @param filtered whether the content filter tells why
 * @param message may be empty
 * @param body as it came
 */
record Said(int status, String code, String type, String param, boolean filtered, String message, JsonNode body) {

    static Said of(Refusal refusal) {
        JsonNode body = refusal.json();
        JsonNode error = error(body);
        String code = error.path("code").isValueNode() ? error.path("code").asText("") : "";
        code = code.equals("null") ? "" : code;
        if (AnthropicWords.isForm(body)) {
            code = AnthropicWords.code(body);
        }
        String message = Json.text(error, "message");
        return new Said(
                status(refusal, body, code),
                code,
                Json.text(error, "type"),
                Json.text(error, "param"),
                isFiltered(error),
                refusal.isJson() ? message : refusal.words(),
                body);
    }

    private static JsonNode error(JsonNode body) {
        if (body.path("error").isObject()) {
            return body.path("error");
        }
        JsonNode nested = body.path("response").path("error");
        return nested.isObject() ? nested : body;
    }

    private static int status(Refusal refusal, JsonNode body, String code) {
        if (refusal.status() != 0) {
            return refusal.status();
        }
        return code.matches("[45]\\d\\d")
                ? Integer.parseInt(code)
                : body.path("statusCode").asInt(0);
    }

    /** The documents and the wire disagree on the spelling. */
    private static boolean isFiltered(JsonNode error) {
        for (String inner : new String[] {"innererror", "inner_error"}) {
            JsonNode why = error.path(inner);
            if (Json.text(why, "code").equals("ResponsibleAIPolicyViolation")
                    || why.has("content_filter_result")
                    || why.has("content_filter_results")) {
                return true;
            }
        }
        return false;
    }

    /** The word for whoever reads the failure: the code, else the type. */
    String word() {
        return code.isEmpty() ? type : code;
    }

    /** Whether the message contains one of these, whatever their case. */
    boolean says(String... phrases) {
        String text = message.toLowerCase(Locale.ROOT);
        for (String phrase : phrases) {
            if (text.contains(phrase)) {
                return true;
            }
        }
        return false;
    }

    /** Whether thoughts or items that were sent back are not known here: those of another resource, or of long ago. */
    boolean isLostState() {
        return code.equals("invalid_encrypted_content")
                || (status == 400 || status == 404)
                        && (says("encrypted content", "encrypted_content")
                                || says("item with id") && says("not found")
                                || says("previous response") && says("not found"));
    }
}
