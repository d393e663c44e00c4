package dev.interline.wire.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.Assembler;
import dev.interline.wire.Documents;
import dev.interline.wire.Stencil;
import dev.interline.wire.frame.Frame;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The usual event of a Messages stream, one more piece of text or of thoughts, read without a tree. Whatever holds
 * more than that is left to {@link MessagesBlocks}; both give the same result wherever both can read an event.
 */
final class MessagesDelta implements Documents.Usual {
    private final Assembler out;
    private final Stencil usual = new Stencil();
    private int index;
    private boolean isDelta;
    private boolean isText;
    private boolean isThought;
    private @Nullable String text;
    private @Nullable String thought;

    MessagesDelta(Assembler out) {
        this.out = out;
    }

    /** An event that is not a usual one, as a tree. */
    JsonNode tree(Frame frame) throws IOException {
        usual.forget();
        return Documents.tree(frame);
    }

    /** Reads the event if it is a usual one; otherwise nothing has happened. */
    boolean read(Frame frame) {
        String same = usual.read(frame);
        if (same != null) {
            take(same);
            return true;
        }
        usual.forget();
        String piece = Documents.isUsual(frame, this) ? piece() : null;
        if (piece == null) {
            return false;
        }
        take(piece);
        usual.learn(frame, isText ? "text" : "thinking", piece);
        return true;
    }

    /** The one text of the event, of the kind that it says it is; null for anything else. */
    private @Nullable String piece() {
        if (isText) {
            return thought == null ? text : null;
        }
        return isThought && text == null ? thought : null;
    }

    private void take(String piece) {
        if (isText) {
            out.text(index, piece);
        } else {
            out.thinking(index, piece);
        }
    }

    @Override
    public boolean isUsual(JsonParser parser) throws IOException {
        index = -1;
        isDelta = false;
        isText = false;
        isThought = false;
        text = null;
        thought = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean usual = switch (name) {
                case "type" -> type(parser);
                case "index" -> value == JsonToken.VALUE_NUMBER_INT && index(parser);
                case "delta" -> value == JsonToken.START_OBJECT && delta(parser);
                default -> false;
            };
            if (!usual) {
                return false;
            }
        }
        return parser.currentToken() == JsonToken.END_OBJECT && isDelta && index >= 0;
    }

    private boolean type(JsonParser parser) throws IOException {
        isDelta = Documents.is(parser, "content_block_delta");
        return isDelta;
    }

    private boolean index(JsonParser parser) throws IOException {
        index = parser.getIntValue();
        return index >= 0;
    }

    private boolean delta(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value != JsonToken.VALUE_STRING) {
                return false;
            }
            switch (name) {
                case "type" -> {
                    isText = Documents.is(parser, "text_delta");
                    isThought = Documents.is(parser, "thinking_delta");
                }
                case "text" -> text = parser.getText();
                case "thinking" -> thought = parser.getText();
                default -> {
                    return false;
                }
            }
        }
        return true;
    }
}
