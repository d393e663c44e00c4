package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * Writes a tree as Jackson's generator does, without a blank between its tokens. It goes over the tree twice: to count the
 * bytes, and to put them into an array that fits. A generator with its buffers costs more than a small request.
 */
final class JsonBytes {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private int at;

    private JsonBytes(int room) {
        this.bytes = new byte[room];
    }

    static byte[] of(JsonNode node) {
        JsonBytes counted = new JsonBytes(0);
        counted.value(node);
        JsonBytes written = new JsonBytes(counted.at);
        written.value(node);
        return written.bytes;
    }

    private void value(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> object((ObjectNode) node);
            case ARRAY -> array((ArrayNode) node);
            case STRING -> text(node.textValue());
            case BINARY -> text(Base64.getEncoder().encodeToString(binary(node)));
            case BOOLEAN, NULL -> ascii(node.asText());
            case NUMBER -> number(node);
            case MISSING -> ascii("null");
            case POJO -> throw new IllegalArgumentException("a tree holds JSON only, not a " + node.getNodeType());
        }
    }

    private void object(ObjectNode object) {
        char before = '{';
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            put(before);
            text(field.getKey());
            put(':');
            value(field.getValue());
            before = ',';
        }
        if (before == '{') {
            put('{');
        }
        put('}');
    }

    private void array(ArrayNode array) {
        put('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                put(',');
            }
            value(array.get(i));
        }
        put(']');
    }

    private void number(JsonNode number) {
        if (number.isInt() || number.isLong() || number.isShort()) {
            long value = number.longValue();
            if (value < 0) {
                put('-');
            }
            digits(value < 0 ? value : -value);
        } else if (number.isFloatingPointNumber() && !number.isBigDecimal() && !Double.isFinite(number.doubleValue())) {
            // JSON has no word for it
            text(number.asText());
        } else {
            ascii(number.asText());
        }
    }

    /** The digits of a number below zero, of which there is one more than above. */
    private void digits(long negative) {
        if (negative <= -10) {
            digits(negative / 10);
        }
        put((int) ('0' - negative % 10));
    }

    private void text(String text) {
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
                put(c);
            } else if (c < 0x80) {
                escape(c);
            } else if (c < 0x800) {
                put(0xc0 | c >> 6);
                put(0x80 | c & 0x3f);
            } else if (!Character.isSurrogate(c)) {
                put(0xe0 | c >> 12);
                put(0x80 | c >> 6 & 0x3f);
                put(0x80 | c & 0x3f);
            } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                put(0xf0 | point >> 18);
                put(0x80 | point >> 12 & 0x3f);
                put(0x80 | point >> 6 & 0x3f);
                put(0x80 | point & 0x3f);
            } else {
                // half a character: UTF-8 has no bytes for it, JSON has
                unicode(c);
            }
        }
        put('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> pair(c);
            case '\b' -> pair('b');
            case '\t' -> pair('t');
            case '\n' -> pair('n');
            case '\f' -> pair('f');
            case '\r' -> pair('r');
            default -> unicode(c);
        }
    }

    private void pair(char c) {
        put('\\');
        put(c);
    }

    private void unicode(char c) {
        pair('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            put(HEX[c >> shift & 15]);
        }
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    /** Counts only, where there is no room at all. */
    private void put(int one) {
        if (bytes.length > 0) {
            bytes[at] = (byte) one;
        }
        at++;
    }

    private static byte[] binary(JsonNode node) {
        try {
            return node.binaryValue();
        } catch (IOException e) {
            throw new IllegalStateException("it is binary already", e);
        }
    }
}
