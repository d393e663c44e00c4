package dev.interline.wire.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.Assembler;
import dev.interline.wire.Documents;
import dev.interline.wire.Stencil;
import dev.interline.wire.frame.Frame;
import java.io.IOException;

/**
 * The usual event of a Responses stream, one more piece of text, read without a tree. Whatever holds more than that
 * is left to {@link ResponsesReader}; both give the same result wherever both can read an event.
 */
final class ResponsesDelta implements Documents.Usual {
    static final String TYPE = "response.output_text.delta";

    private final Assembler out;
    private final Stencil usual = new Stencil("sequence_number", "obfuscation");
    private int item;
    private int part;
    private boolean ofText;
    private String piece = "";

    ResponsesDelta(Assembler out) {
        this.out = out;
    }

    /** An event that is not a usual one, as a tree. */
    JsonNode tree(Frame frame) throws IOException {
        usual.forget();
        return Documents.tree(frame);
    }

    /** Reads the event if it is a usual one; otherwise nothing has happened. */
    boolean read(Frame frame) {
        if (frame.type() != null && !TYPE.equals(frame.type())) {
            return false;
        }
        String text = usual.read(frame);
        if (text != null) {
            out.text(ResponsesReader.key(item, part), text);
            return true;
        }
        usual.forget();
        if (!Documents.isUsual(frame, this)) {
            return false;
        }
        out.text(ResponsesReader.key(item, part), piece);
        usual.learn(frame, "delta", piece);
        return true;
    }

    @Override
    public boolean isUsual(JsonParser parser) throws IOException {
        item = -1;
        part = -1;
        ofText = false;
        piece = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (!field(parser, parser.currentName(), parser.nextToken())) {
                return false;
            }
        }
        return parser.currentToken() == JsonToken.END_OBJECT && ofText && item >= 0 && part >= 0;
    }

    private boolean field(JsonParser parser, String name, JsonToken value) throws IOException {
        switch (name) {
            case "type" -> {
                ofText = Documents.is(parser, TYPE);
                return ofText;
            }
            case "delta" -> {
                piece = value == JsonToken.VALUE_STRING ? parser.getText() : "";
                return value == JsonToken.VALUE_STRING;
            }
            case "output_index" -> {
                item = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : -1;
                return item >= 0;
            }
            case "content_index" -> {
                part = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : -1;
                return part >= 0;
            }
            case "item_id", "sequence_number", "obfuscation" -> {
                return value.isScalarValue();
            }
            case "logprobs" -> {
                // the finished item repeats them; only their absence is usual
                return value == JsonToken.VALUE_NULL
                        || value == JsonToken.START_ARRAY && parser.nextToken() == JsonToken.END_ARRAY;
            }
            default -> {
                return value == JsonToken.VALUE_NULL;
            }
        }
    }
}
