package dev.interline.bedrock;

import java.nio.charset.StandardCharsets;

/** Percent-encoding by RFC 3986, the strict kind that AWS signs: all but letters, digits and {@code - . _ ~}. */
final class PathSegment {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private PathSegment() {}

    /**
     * Encodes one segment of a path, such as a model id: {@code :} becomes {@code %3A} and the {@code /} of an ARN becomes
     * {@code %2F}.
     *
     * @throws IllegalArgumentException if there is no text, or nothing but dots: such a segment would vanish from the path
     */
    static String encode(String segment) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals(".."))
            throw new IllegalArgumentException("\"" + segment + "\" cannot be a part of a path");
        for (int i = 0; i < segment.length(); i++) if (!plain(segment.charAt(i))) return escape(segment);
        return segment;
    }

    private static String escape(String segment) {
        byte[] bytes = segment.getBytes(StandardCharsets.UTF_8);
        byte[] escaped = new byte[3 * bytes.length];
        int length = 0;
        for (byte b : bytes) length = plain(b) ? put(escaped, length, b) : escape(escaped, length, b);
        return new String(escaped, 0, length, StandardCharsets.US_ASCII);
    }

    private static int put(byte[] into, int at, byte b) {
        into[at] = b;
        return at + 1;
    }

    /** Writes {@code %XX} and returns the index behind it. */
    static int escape(byte[] into, int at, byte b) {
        into[at] = '%';
        into[at + 1] = HEX[b >> 4 & 15];
        into[at + 2] = HEX[b & 15];
        return at + 3;
    }

    /** Whether a character, or a byte of UTF-8, stands for itself. */
    static boolean plain(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
