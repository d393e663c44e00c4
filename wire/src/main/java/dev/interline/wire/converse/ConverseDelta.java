package dev.interline.wire.converse;

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
 * The usual event of a ConverseStream, one more piece of text or of thoughts, read without a tree. Whatever holds
 * more than that is left to {@link ConverseBlocks}; both give the same result wherever both can read an event.
 */
final class ConverseDelta implements Documents.Usual {
    private final Assembler out;
    private final Stencil usual = new Stencil("p");
    private int index;
    private @Nullable String text;
    private @Nullable String thought;

    ConverseDelta(Assembler out) {
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
        if (!Documents.isUsual(frame, this)) {
            return false;
        }
        String piece = text != null ? text : thought;
        if (piece == null) {
            return false;
        }
        take(piece);
        // a text and a thought have the same name, in other objects
        usual.learn(frame, "text", piece);
        return true;
    }

    private void take(String piece) {
        if (text != null) {
            out.text(index, piece);
        } else {
            out.thinking(index, piece);
        }
    }

    @Override
    public boolean isUsual(JsonParser parser) throws IOException {
        index = -1;
        text = null;
        thought = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean usual = switch (name) {
                case "delta" -> value == JsonToken.START_OBJECT && delta(parser);
                case "contentBlockIndex" -> value == JsonToken.VALUE_NUMBER_INT && index(parser);
                default -> value.isScalarValue();
            };
            if (!usual) {
                return false;
            }
        }
        return parser.currentToken() == JsonToken.END_OBJECT && index >= 0;
    }

    private boolean index(JsonParser parser) throws IOException {
        index = parser.getIntValue();
        return index >= 0;
    }

    private boolean delta(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.FIELD_NAME) {
            return false;
        }
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("text") && value == JsonToken.VALUE_STRING) {
            text = parser.getText();
        } else if (!name.equals("reasoningContent") || value != JsonToken.START_OBJECT || !thought(parser)) {
            return false;
        }
        return parser.nextToken() == JsonToken.END_OBJECT;
    }

    private boolean thought(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.FIELD_NAME || !parser.currentName().equals("text")) {
            return false;
        }
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            return false;
        }
        thought = parser.getText();
        return parser.nextToken() == JsonToken.END_OBJECT;
    }
}
