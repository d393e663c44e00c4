package dev.interline.wire.frame;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

/** A body that arrives in given pieces, and counts how many of them were asked for. */
final class Pieces implements Bytes {
    private final List<byte[]> pieces;
    private int next;
    private int taken;

    Pieces(List<byte[]> pieces) {
        this.pieces = pieces;
    }

    static Pieces whole(byte[] body) {
        return new Pieces(List.of(body));
    }

    static Pieces text(String... pieces) {
        List<byte[]> bytes = new ArrayList<>();
        for (String piece : pieces) bytes.add(piece.getBytes(StandardCharsets.UTF_8));
        return new Pieces(bytes);
    }

    static Pieces ofSize(byte[] body, int size) {
        return cut(body, () -> size);
    }

    static Pieces random(byte[] body, long seed) {
        Random random = new Random(seed);
        return cut(body, () -> 1 + random.nextInt(60));
    }

    private static Pieces cut(byte[] body, IntSupplier size) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < body.length; ) {
            int length = Math.min(size.getAsInt(), body.length - at);
            pieces.add(Arrays.copyOfRange(body, at, at + length));
            at += length;
        }
        return new Pieces(pieces);
    }

    /** How many pieces have been handed out to the last byte. */
    int read() {
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (next == pieces.size()) return -1;
        byte[] piece = pieces.get(next);
        int count = Math.min(length, piece.length - taken);
        System.arraycopy(piece, taken, into, offset, count);
        taken += count;
        if (taken == piece.length) {
            next++;
            taken = 0;
        }
        return count;
    }
}
