package dev.interline.benchmarks.raw;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import okhttp3.Request;

/** What differs between the clouds when they are asked by hand. */
interface RawFormat {
    /** Where to ask. */
    String url(boolean stream);

    /** What to ask. */
    void body(String prompt, boolean stream, StringBuilder out);

    /** Who asks. */
    void sign(Request.Builder request, boolean stream, byte[] body);

    /** Picks from a whole answer or from one event; the parser stands on the document's first token. */
    void document(JsonParser parser, Reading reading) throws IOException;

    /** Whether a stream comes in the frames of AWS. */
    default boolean framed() {
        return false;
    }

    /** A text inside a JSON string. */
    static StringBuilder escape(String text, StringBuilder into) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                into.append('\\').append(c);
            } else if (c < ' ') {
                into.append(' ');
            } else {
                into.append(c);
            }
        }
        return into;
    }
}
