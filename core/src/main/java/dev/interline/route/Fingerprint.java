package dev.interline.route;

import dev.interline.Media;
import dev.interline.Message;
import dev.interline.Part;
import dev.interline.Role;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.ToolResult;
import java.util.List;

/**
 * Tells conversations apart by numbers, so that no word of them needs to be kept. Only what was said counts and what
 * tools were asked: a history that was saved as plain text and read again is the same conversation. What the number of
 * two conversations have in common by chance does no harm, because it decides no more than who is asked first.
 *
 * @param answered the conversation up to its last answer; 0 when nobody has answered yet
 * @param end all of it
 */
record Fingerprint(long answered, long end) {
    private static final long BEGINNING = 0x6C62_272E_07BB_0142L;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    static Fingerprint of(List<Message> messages) {
        long answered = 0;
        long end = BEGINNING;
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            end = add(end, message);
            if (message.role() == Role.ASSISTANT) {
                answered = end;
            }
        }
        return new Fingerprint(answered, end);
    }

    /** Whether somebody has answered in it. */
    boolean goesOn() {
        return answered != 0;
    }

    /** The same conversation with this answer at its end. */
    long with(Message answer) {
        return add(end, answer);
    }

    static long mix(long hash, long value) {
        long mixed = (hash ^ value) * SPREAD;
        return mixed ^ (mixed >>> 32);
    }

    private static long add(long before, Message message) {
        return add(mix(before, message.role().name().hashCode()), message.parts());
    }

    /** However a text is cut into parts, it counts the same: streams and histories that were saved cut it differently. */
    private static long add(long before, List<Part> parts) {
        long hash = before;
        int text = 0;
        long length = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part instanceof Text said) {
                // strings remember their hash, so that a history is not read anew in every turn
                text = text * power(said.text().length()) + said.text().hashCode();
                length += said.text().length();
            } else if (part instanceof ToolCall call) {
                hash = mix(hash, call.id().hashCode());
                hash = mix(mix(hash, call.name().hashCode()), call.arguments().hashCode());
            } else if (part instanceof ToolResult result) {
                hash = add(mix(hash, result.callId().hashCode()), result.content());
            } else if (part instanceof Media media) {
                hash = mix(hash, media.mimeType().hashCode());
            }
        }
        return mix(mix(hash, text), length);
    }

    /** What the hash of a string grows by when so many characters follow it. */
    private static int power(int length) {
        int power = 1;
        int base = 31;
        for (int left = length; left > 0; left >>= 1) {
            power = (left & 1) == 0 ? power : power * base;
            base *= base;
        }
        return power;
    }
}
