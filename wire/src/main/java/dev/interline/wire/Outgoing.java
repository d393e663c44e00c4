package dev.interline.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.CallContext;
import dev.interline.Notice;
import dev.interline.Options;
import dev.interline.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way out: first its tree is adjusted, then it is signed, then it is sent. Used by one thread.
 */
public final class Outgoing {
    private final String method;
    private final String url;
    private final @Nullable ObjectNode body;
    private final Profile profile;
    private final CallContext context;
    private final boolean streaming;
    private final Fields<String> headers = new Fields<>();
    private List<Notice> notices = List.of();
    private Options options = Options.NONE;
    private byte @Nullable [] bytes;

    /**
     * A request.
     *
     * @param url absolute, percent-encoded as it shall be sent
     * @param body null for a request without one
     */
    public Outgoing(
            String method,
            String url,
            @Nullable ObjectNode body,
            Profile profile,
            CallContext context,
            boolean streaming) {
        this.method = method;
        this.url = url;
        this.body = body;
        this.profile = profile;
        this.context = context;
        this.streaming = streaming;
    }

    /** The HTTP method. */
    public String method() {
        return method;
    }

    /** Where it goes. */
    public String url() {
        return url;
    }

    /** The body while it is a tree; an empty object when there is none. Not to be changed once it is signed. */
    public ObjectNode body() {
        return body == null ? Json.object() : body;
    }

    /** Whether it has a body. */
    public boolean hasBody() {
        return body != null;
    }

    /** The body as it is sent; written once, after {@link #rewritten()} again. */
    public byte[] bytes() {
        if (bytes == null) {
            bytes = body == null ? new byte[0] : Json.write(body);
        }
        return bytes;
    }

    /** The tree was changed after it had been written, by a repair. */
    public void rewritten() {
        bytes = null;
    }

    /** Whom it is for. */
    public Profile profile() {
        return profile;
    }

    /** What the caller set; for places that say with a header what their format has no word for. */
    public Options options() {
        return options;
    }

    /** Takes what the caller set and what the format made of it. */
    Outgoing asked(Options options, List<Notice> notices) {
        this.options = options;
        this.notices = notices;
        return this;
    }

    /** Tells the caller that something was done differently. */
    public void notice(Notice notice) {
        List<Notice> more = new ArrayList<>(notices);
        more.add(notice);
        notices = more;
    }

    /** Takes back what the caller would be told of a setting, because the place deals with it in its own way. */
    public void untold(String subject) {
        List<Notice> left = new ArrayList<>(notices);
        if (left.removeIf(notice -> notice.subject().equals(subject))) {
            notices = left;
        }
    }

    /** What was done differently so far. */
    List<Notice> notices() {
        return notices;
    }

    /** The call that it belongs to. */
    public CallContext context() {
        return context;
    }

    /** Whether the answer shall be streamed. */
    public boolean streaming() {
        return streaming;
    }

    /**
     * Sets a header, replacing one of the same name.
     *
     * @throws IllegalArgumentException when the value could break out of its line; the value is not in the message
     */
    public void header(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                throw new IllegalArgumentException("the value of header " + name + " holds a control character");
            }
        }
        headers.put(name, value);
    }

    /** The headers so far, in the order in which they were set. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Names the address, never the body or a header. */
    @Override
    public String toString() {
        return "Outgoing[" + method + " " + url + "]";
    }
}
