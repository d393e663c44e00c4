package dev.interline.bedrock;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** What one signature needs room for, kept for the next: a hash, and a buffer that text is put into. One at a time. */
final class Scratch {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH = 32;

    private final MessageDigest sha256;
    private final byte[] hash = new byte[HASH];

    byte[] bytes = new byte[2048];
    int length;

    Scratch() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void clear() {
        length = 0;
        sha256.reset();
    }

    /** The hash of these bytes, valid until the next is made. */
    byte[] sha256(byte[] from, int offset, int count) {
        sha256.update(from, offset, count);
        return digest();
    }

    /** The HMAC of these bytes under a padded key, valid until the next hash is made. */
    byte[] hmac(byte[] inner, byte[] outer, byte[] from, int offset, int count) {
        sha256.update(inner);
        sha256.update(from, offset, count);
        digest();
        sha256.update(outer);
        sha256.update(hash);
        return digest();
    }

    private byte[] digest() {
        try {
            sha256.digest(hash, 0, HASH);
            return hash;
        } catch (DigestException e) {
            throw new IllegalStateException("a SHA-256 hash has 32 bytes", e);
        }
    }

    Scratch put(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    Scratch put(String text) {
        String utf8 = utf8(text);
        room(utf8.length());
        for (int i = 0; i < utf8.length(); i++) bytes[length++] = (byte) utf8.charAt(i);
        return this;
    }

    /** Puts a part of this buffer at its end once more. */
    Scratch repeat(int from, int to) {
        room(to - from);
        System.arraycopy(bytes, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    Scratch putHex(byte[] hash) {
        room(2 * hash.length);
        for (byte b : hash) {
            bytes[length++] = HEX[b >> 4 & 15];
            bytes[length++] = HEX[b & 15];
        }
        return this;
    }

    /** Puts a path, percent-encoding all but its slashes. */
    Scratch putEscaped(String path) {
        String utf8 = utf8(path);
        room(3 * utf8.length());
        for (int i = 0; i < utf8.length(); i++) {
            char c = utf8.charAt(i);
            if (c == '/' || PathSegment.plain(c)) bytes[length++] = (byte) c;
            else length = PathSegment.escape(bytes, length, (byte) c);
        }
        return this;
    }

    /** Puts the value of a header: without white space around it, and each white space inside as one blank. */
    Scratch putTrimmed(String value) {
        String utf8 = utf8(value);
        room(utf8.length());
        int start = length;
        boolean gap = false;
        for (int i = 0; i < utf8.length(); i++) {
            char c = utf8.charAt(i);
            if (c == ' ' || c >= '\t' && c <= '\r') {
                gap = length > start;
            } else {
                if (gap) bytes[length++] = ' ';
                gap = false;
                bytes[length++] = (byte) c;
            }
        }
        return this;
    }

    /** The text with each character standing for one byte of its UTF-8 form: nearly always the text itself. */
    private static String utf8(String text) {
        for (int i = 0; i < text.length(); i++)
            if (text.charAt(i) >= 0x80)
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return text;
    }

    String text(int from) {
        return new String(bytes, from, length - from, StandardCharsets.UTF_8);
    }

    private void room(int count) {
        if (bytes.length - length < count) bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
}
