package dev.interline.wire.gemini;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.Documents;
import dev.interline.wire.Json;
import dev.interline.wire.Stencil;
import dev.interline.wire.frame.Frame;
import java.io.IOException;

/**
 * The usual event of a stream, one more piece of text with the head of the event before, read without a tree.
 * Whatever holds more than that is left to {@link GeminiReader}; both give the same result wherever both can read an
 * event.
 */
final class GeminiDelta implements Documents.Usual {
    private final ContentParts parts;
    private final Stencil usual = new Stencil();
    private boolean headSeen;
    private String id = "";
    private String model = "";
    private String time = "";
    /** The counts that the reader knows, as {@link Documents#skip} tells them apart; 0 for none that could be named. */
    private long usage;

    private long usageHere;
    private String piece = "";
    private boolean thought;

    GeminiDelta(ContentParts parts) {
        this.parts = parts;
    }

    /** The reader has taken an event; the same head need not be read again. */
    void seen(JsonNode chunk) {
        headSeen = true;
        id = last(chunk, "responseId", id);
        model = last(chunk, "modelVersion", model);
        time = last(chunk, "createTime", time);
    }

    private static String last(JsonNode chunk, String field, String before) {
        String text = Json.text(chunk, field);
        return text.isEmpty() ? before : text;
    }

    /** An event that is not a usual one, as a tree. */
    JsonNode tree(Frame frame) throws IOException {
        usual.forget();
        return Documents.tree(frame);
    }

    /** Reads the event if it is a usual one; otherwise nothing has happened. */
    boolean read(Frame frame) {
        if (!headSeen) {
            return false;
        }
        String same = usual.read(frame);
        if (same != null) {
            parts.text(same, thought, "");
            return true;
        }
        usual.forget();
        usageHere = 0;
        if (!Documents.isUsual(frame, this)) {
            // the reader takes the event, and with it counts that may not have been seen here
            usage = usageHere;
            return false;
        }
        parts.text(piece, thought, "");
        usual.learn(frame, "text", piece);
        return true;
    }

    @Override
    public boolean isUsual(JsonParser parser) throws IOException {
        piece = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean usual = switch (name) {
                case "candidates" -> value == JsonToken.START_ARRAY && candidates(parser);
                case "usageMetadata" -> value == JsonToken.START_OBJECT && sameUsage(parser);
                case "responseId" -> Documents.is(parser, id);
                case "modelVersion" -> Documents.is(parser, model);
                case "createTime" -> Documents.is(parser, time);
                default -> false;
            };
            if (!usual) {
                return false;
            }
        }
        return parser.currentToken() == JsonToken.END_OBJECT;
    }

    private boolean sameUsage(JsonParser parser) throws IOException {
        usageHere = Documents.skip(parser);
        return usageHere == usage;
    }

    private boolean candidates(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean usual = switch (name) {
                case "content" -> value == JsonToken.START_OBJECT && content(parser);
                case "index" -> value == JsonToken.VALUE_NUMBER_INT && parser.getIntValue() == 0;
                default -> false;
            };
            if (!usual) {
                return false;
            }
        }
        return parser.nextToken() == JsonToken.END_ARRAY;
    }

    private boolean content(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean usual = switch (name) {
                case "role" -> value == JsonToken.VALUE_STRING;
                case "parts" -> value == JsonToken.START_ARRAY && part(parser);
                default -> false;
            };
            if (!usual) {
                return false;
            }
        }
        return true;
    }

    /** One part of text and nothing but text. */
    private boolean part(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        thought = false;
        boolean text = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("text") && value == JsonToken.VALUE_STRING) {
                piece = parser.getText();
                text = true;
            } else if (name.equals("thought") && value.isBoolean()) {
                thought = value == JsonToken.VALUE_TRUE;
            } else {
                return false;
            }
        }
        return text && parser.nextToken() == JsonToken.END_ARRAY;
    }
}
