package dev.interline.wire.frame;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Collects JSON that stands between the events: from a line that begins with a brace or bracket on, every line that is no
 * field, until one is.
 */
final class StrayText {
    private final int most;
    private @Nullable ByteArrayOutputStream kept;
    private boolean open;
    private boolean full;

    StrayText(int most) {
        this.most = most;
    }

    void offer(byte[] bytes, int from, int to) {
        if (most == 0 || full || !(open || opens(bytes, from, to))) return;
        open = true;
        if (kept == null) kept = new ByteArrayOutputStream();
        else kept.write('\n');
        int fit = fitting(bytes, from, to, most - kept.size());
        full = fit < to - from || kept.size() + fit == most;
        kept.write(bytes, from, fit);
    }

    void interrupt() {
        open = false;
    }

    @Nullable
    String text() {
        return kept == null ? null : kept.toString(StandardCharsets.UTF_8);
    }

    private static boolean opens(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\t')) i++;
        return i < to && (bytes[i] == '{' || bytes[i] == '[');
    }

    /** How many of these bytes there is room for, without cutting a character. */
    private static int fitting(byte[] bytes, int from, int to, int room) {
        if (to - from <= room) return to - from;
        int fit = room;
        while (fit > 0 && (bytes[from + fit] & 0xC0) == 0x80) fit--;
        return fit;
    }
}
