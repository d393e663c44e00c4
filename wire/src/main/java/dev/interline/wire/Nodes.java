package dev.interline.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Makes the nodes of trees, small: most objects have a handful of fields, and most short texts are always the same. */
final class Nodes extends JsonNodeFactory {
    private static final long serialVersionUID = 1L;

    static final Nodes SMALL = new Nodes();

    private static final int LONGEST_WORD = 40;

    /** Words that were seen, by their hash; whoever comes later takes the place. Nodes do not change, so races do no harm. */
    private static final Lasting.@Nullable Word[] WORDS = new Lasting.@Nullable Word[512];

    /** From 0.0 to 1.9. */
    private static final @Nullable DecimalNode[] TENTHS = new @Nullable DecimalNode[20];

    private Nodes() {
        super(false);
    }

    @Override
    public ObjectNode objectNode() {
        return new ObjectNode(this, new Fields<>());
    }

    @Override
    public ArrayNode arrayNode() {
        return new ArrayNode(this, new ArrayList<>(2));
    }

    /** The text under the cursor: of a vendor's words ({@code safe}, {@code end_turn}) the same node every time. */
    static TextNode text(JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        if (length == 0 || length > LONGEST_WORD) {
            return TextNode.valueOf(parser.getText());
        }
        char[] chars = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        for (int i = offset; i < offset + length; i++) {
            char c = chars[i];
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (c != '_' && !(letter && (c & 0x20) == (chars[offset] & 0x20))) {
                // no word of a vendor's: nothing else is kept beyond its answer
                return TextNode.valueOf(parser.getText());
            }
        }
        return kept(parser, chars, offset, length);
    }

    /** The number under the cursor: settings such as 1.0, which some answers repeat, are the same node every time. */
    static DecimalNode fraction(JsonParser parser) throws IOException {
        char[] chars = parser.getTextCharacters();
        int at = parser.getTextOffset();
        if (parser.getTextLength() != 3 || chars[at] != '0' && chars[at] != '1' || chars[at + 1] != '.') {
            return decimal(parser);
        }
        int tenths = 10 * (chars[at] - '0') + chars[at + 2] - '0';
        DecimalNode known = TENTHS[tenths];
        if (known == null) {
            known = decimal(parser);
            TENTHS[tenths] = known;
        }
        return known;
    }

    private static DecimalNode decimal(JsonParser parser) throws IOException {
        try {
            return DecimalNode.valueOf(parser.getDecimalValue());
        } catch (NumberFormatException e) {
            // 1E99999999999, which is JSON; the parser's own message would show the number
            throw new JsonParseException(parser, "a number is larger than any that can be read");
        }
    }

    /** The text under the cursor, which is a name of a vendor's: the same node every time. */
    static TextNode name(JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        return length > LONGEST_WORD
                ? TextNode.valueOf(parser.getText())
                : kept(parser, parser.getTextCharacters(), parser.getTextOffset(), length);
    }

    private static TextNode kept(JsonParser parser, char[] chars, int offset, int length) throws IOException {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + chars[i];
        }
        int at = (hash ^ hash >>> 9 ^ hash >>> 18) & WORDS.length - 1;
        Lasting.Word known = WORDS[at];
        if (known != null && is(known.textValue(), chars, offset, length)) {
            return known;
        }
        // two words of one answer may want the same place
        Lasting.Word moved = WORDS[at ^ 1];
        if (moved != null && is(moved.textValue(), chars, offset, length)) {
            return moved;
        }
        Lasting.Word fresh = new Lasting.Word(parser.getText());
        if (known != null) {
            WORDS[at ^ 1] = known;
        }
        WORDS[at] = fresh;
        return fresh;
    }

    private static boolean is(String word, char[] chars, int offset, int length) {
        if (word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (word.charAt(i) != chars[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
