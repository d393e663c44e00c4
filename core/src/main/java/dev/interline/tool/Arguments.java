package dev.interline.tool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a model gives to a tool. The clouds' answers are looked at where they are read; calls of other models, of scripts
 * and of kept conversations are not.
 */
final class Arguments {
    private static final JsonFactory JSON = new JsonFactory();

    private Arguments() {}

    /** Why they are not one JSON object, in words for the model; null when they are. */
    static @Nullable String problem(String arguments) {
        try (JsonParser parser = JSON.createParser(arguments)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return "there are none, not even {}";
            }
            if (first != JsonToken.START_OBJECT) {
                return "the arguments must be a JSON object, not " + kind(first);
            }
            parser.skipChildren();
            return parser.nextToken() == null ? null : "the arguments go on after the end of the object";
        } catch (JsonProcessingException e) {
            return "the arguments are not valid JSON: " + e.getOriginalMessage();
        } catch (IOException e) {
            return "the arguments cannot be read";
        }
    }

    private static String kind(JsonToken token) {
        return token == JsonToken.START_ARRAY
                ? "an array"
                : token == JsonToken.VALUE_STRING
                        ? "a string"
                        : token.isNumeric() ? "a number" : token.isBoolean() ? "a boolean" : "null";
    }
}
