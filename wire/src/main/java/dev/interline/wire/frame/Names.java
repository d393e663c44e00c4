package dev.interline.wire.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The event names a stream has used. There are few, each comes back with nearly every frame, so each is made once. */
final class Names {
    private static final int MOST = 32;
    private static final int LONGEST = 64;

    private String[] known = new String[4];
    private int count;

    String of(byte[] bytes, int offset, int length) {
        for (int i = 0; i < count; i++) if (same(known[i], bytes, offset, length)) return known[i];
        String name = new String(bytes, offset, length, StandardCharsets.UTF_8);
        if (length <= LONGEST && count < MOST) {
            if (count == known.length) known = Arrays.copyOf(known, 2 * count);
            known[count++] = name;
        }
        return name;
    }

    /** Whether these bytes are this name. A name that is not ASCII is never found, and so made anew each time. */
    static boolean same(String name, byte[] bytes, int offset, int length) {
        if (name.length() != length) return false;
        for (int i = 0; i < length; i++) if (name.charAt(i) != bytes[offset + i]) return false;
        return true;
    }
}
