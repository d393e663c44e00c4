package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import dev.interline.wire.Refused;

/** Errors that come with a good status. */
final class OpenAiErrors {
    private OpenAiErrors() {}

    /**
     * Looks whether an answer, or an event, is one.
     *
     * @throws Refused when it is
     */
    static void check(JsonNode answer) {
        if (Json.isPresent(answer.path("error"))) {
            throw new Refused(Refusal.inside("", answer));
        }
        // AWS answers 200 with this where nobody listens at the path
        String type = Json.text(answer.path("Output"), "__type");
        if (!type.isEmpty()) {
            throw new Refused(Refusal.inside(type.substring(type.indexOf('#') + 1), answer));
        }
    }

    /** The {@code error} event: Azure nests what OpenAI writes flat; clouds are shown the nested form. */
    static Refused event(JsonNode event) {
        if (event.path("error").isObject()) {
            return new Refused(Refusal.inside("", event));
        }
        return new Refused(Refusal.inside("", Json.object().set("error", event)));
    }
}
