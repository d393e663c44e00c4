package dev.interline.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import dev.interline.wire.anthropic.AnthropicWords;
import java.util.Locale;

/**
 * What Bedrock said when it refused, in whichever of its forms: a type in a header or in the body on its own routes, the
 * type of an exception in a stream, OpenAI's or Anthropic's form on the routes of that shape, or nothing but words where
 * a front end speaks.
 *
 * @param code the code word; empty when there is none
 * @param type the class that OpenAI's words belong to; empty when there is none
 * @param message may be empty
 * @param body as it came
 */
record Said(String code, String type, String message, JsonNode body) {

    static Said of(Refusal refusal) {
        JsonNode body = refusal.json();
        JsonNode error = error(body);
        String code = awsCode(refusal, body);
        if (code.isEmpty()) {
            code = AnthropicWords.isForm(body) ? AnthropicWords.code(body) : Json.text(error, "code");
        }
        return new Said(code, Json.text(error, "type"), message(refusal, error), body);
    }

    private static String awsCode(Refusal refusal, JsonNode body) {
        String[] places = {
            refusal.type(),
            refusal.headerOr("x-amzn-ErrorType"),
            Json.text(body, "__type"),
            Json.text(body.path("Output"), "__type"),
            Json.text(body, "code")
        };
        for (String place : places) {
            String code = bare(place);
            if (!code.isEmpty()) {
                return code;
            }
        }
        return "";
    }

    /**
     * A type without what AWS writes around it: {@code ns#Name}, {@code Name:http://…}. Exceptions in a stream begin
     * with a small letter; they are the same ones. Names of OpenAI's events, such as {@code response.failed}, are none.
     */
    private static String bare(String written) {
        String name = written.substring(written.indexOf('#') + 1);
        int colon = name.indexOf(':');
        name = (colon < 0 ? name : name.substring(0, colon)).strip();
        if (name.indexOf('.') >= 0) {
            return "";
        }
        return name.endsWith("Exception") ? Character.toUpperCase(name.charAt(0)) + name.substring(1) : name;
    }

    /** OpenAI's or Anthropic's error: below the body, below a failed response, or the body itself. */
    private static JsonNode error(JsonNode body) {
        if (body.path("error").isObject()) {
            return body.path("error");
        }
        JsonNode nested = body.path("response").path("error");
        return nested.isObject() ? nested : body;
    }

    private static String message(Refusal refusal, JsonNode error) {
        if (!refusal.isJson()) {
            return clean(refusal.words());
        }
        String[] places = {
            Json.text(error, "message"),
            // the layer that checks who asks writes it so
            Json.text(error, "Message"),
            Json.text(error, "originalMessage"),
            Json.text(error, "error")
        };
        for (String place : places) {
            if (!place.isBlank()) {
                return clean(place);
            }
        }
        return "";
    }

    /** A refused signature comes with all that was signed, headers and session token among it. */
    private static String clean(String text) {
        int canonical = text.indexOf("The Canonical String");
        return (canonical < 0 ? text : text.substring(0, canonical)).strip();
    }

    /** The word for whoever reads the failure: the code, else the type. */
    String word() {
        return code.isEmpty() ? type : code;
    }

    /** Whether the message contains one of these, whatever its case and whichever apostrophe AWS has used. */
    boolean says(String... phrases) {
        String text = message.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        for (String phrase : phrases) {
            if (text.contains(phrase)) {
                return true;
            }
        }
        return false;
    }
}
