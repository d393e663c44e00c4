package dev.interline.benchmarks.raw;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What is picked out of an answer: the text and the token counts, and nothing else. */
final class Reading {
    String text = "";
    long input;
    long output;

    void text(JsonParser parser) throws IOException {
        String piece = parser.getText();
        text = text.isEmpty() ? piece : text + piece;
    }

    /** Two numbers of an object under the cursor. */
    void usage(JsonParser parser, String inputs, String outputs) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals(inputs)) {
                input = parser.getLongValue();
            } else if (name.equals(outputs)) {
                output = parser.getLongValue();
            } else {
                parser.skipChildren();
            }
        }
    }
}
