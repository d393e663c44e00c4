package dev.interline.wire.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.Assembler;
import dev.interline.wire.Documents;
import dev.interline.wire.Json;
import dev.interline.wire.Stencil;
import dev.interline.wire.frame.Frame;
import java.io.IOException;

/**
 * The usual event of a Chat Completions stream, one more piece of text, read without a tree. Whatever holds more than
 * that is left to {@link ChatReader}; both give the same result wherever both can read an event.
 */
final class ChatDelta implements Documents.Usual {
    private final Assembler out;
    private final Stencil usual = new Stencil("obfuscation");
    private boolean headSeen;
    private String tier = "";
    private long verdict;
    private String piece = "";

    ChatDelta(Assembler out) {
        this.out = out;
    }

    /** The reader has taken an event; its head need not be read again. */
    void seen(JsonNode chunk) {
        headSeen |= !Json.text(chunk, "id").isEmpty();
        tier = chunk.path("service_tier").asText(tier);
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
        String text = usual.read(frame);
        if (text != null) {
            out.text(ChatReader.TEXT, text);
            return true;
        }
        usual.forget();
        if (!Documents.isUsual(frame, this)) {
            return false;
        }
        out.text(ChatReader.TEXT, piece);
        usual.learn(frame, "content", piece);
        return true;
    }

    @Override
    public boolean isUsual(JsonParser parser) throws IOException {
        piece = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean usual = switch (name) {
                case "choices" -> value == JsonToken.START_ARRAY && choices(parser);
                case "id", "object", "created", "model", "system_fingerprint", "obfuscation" -> value.isScalarValue();
                case "service_tier" -> value == JsonToken.VALUE_NULL || Documents.is(parser, tier);
                default -> value == JsonToken.VALUE_NULL;
            };
            if (!usual) {
                return false;
            }
        }
        return parser.currentToken() == JsonToken.END_OBJECT;
    }

    private boolean choices(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean usual = switch (name) {
                case "delta" -> value == JsonToken.START_OBJECT && delta(parser);
                case "index" -> value == JsonToken.VALUE_NUMBER_INT && parser.getIntValue() == 0;
                case "content_filter_results" -> sameVerdict(parser);
                default -> value == JsonToken.VALUE_NULL;
            };
            if (!usual) {
                return false;
            }
        }
        return parser.nextToken() == JsonToken.END_ARRAY;
    }

    private boolean delta(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("content") && value == JsonToken.VALUE_STRING) {
                piece = parser.getText();
            } else if (value != JsonToken.VALUE_NULL && !(name.equals("role") && value == JsonToken.VALUE_STRING)) {
                return false;
            }
        }
        return true;
    }

    /** Azure's filter writes the same words on every event; only new ones are worth a tree. */
    private boolean sameVerdict(JsonParser parser) throws IOException {
        long hash = Documents.skip(parser);
        boolean same = hash == verdict || hash == EMPTY;
        verdict = hash == EMPTY ? verdict : hash;
        return same;
    }

    /** What {@link Documents#skip} makes of an empty object. */
    private static final long EMPTY = (17L * 31 + JsonToken.START_OBJECT.id()) * 31 + JsonToken.END_OBJECT.id();
}
