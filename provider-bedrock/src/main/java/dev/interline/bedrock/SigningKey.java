package dev.interline.bedrock;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * The key of one day, derived from a secret for one region and service, in the form in which it enters the hash: padded
 * and mixed with the two constants of HMAC (RFC 2104).
 */
final class SigningKey {
    private static final int BLOCK = 64;

    private final String secret;
    private final long day;

    /** The day as {@code 20261120}. */
    final String date;

    final byte[] inner;
    final byte[] outer;

    private SigningKey(String secret, long day, String date, byte[] key) {
        this.secret = secret;
        this.day = day;
        this.date = date;
        this.inner = pad(key, 0x36);
        this.outer = pad(key, 0x5C);
    }

    /** Derives the key of a day, counted from 1970. */
    static SigningKey derive(String secret, long day, String region, String service, Scratch scratch) {
        String date = DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.ofEpochDay(day));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {date, region, service, "aws4_request"}) key = hmac(key, part, scratch);
        return new SigningKey(secret, day, date, key);
    }

    boolean fits(String secret, long day) {
        return this.day == day && this.secret.equals(secret);
    }

    private static byte[] hmac(byte[] key, String text, Scratch scratch) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] block = key.length > BLOCK ? scratch.sha256(key, 0, key.length) : key;
        return scratch.hmac(pad(block, 0x36), pad(block, 0x5C), bytes, 0, bytes.length)
                .clone();
    }

    private static byte[] pad(byte[] key, int with) {
        byte[] block = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) block[i] = (byte) (with ^ (i < key.length ? key[i] : 0));
        return block;
    }

    @Override
    public String toString() {
        return "SigningKey[" + date + "]";
    }
}
