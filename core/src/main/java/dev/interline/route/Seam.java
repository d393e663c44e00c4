package dev.interline.route;

import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.Citation;
import dev.interline.Message;
import dev.interline.Part;
import dev.interline.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer that broke off at one target goes on at another: makes one text of the two. Models do not take the
 * beginning of an answer that ends in blanks, so those are left out of the request, and taken out of the rest where it
 * begins with them again. Read by one thread at a time.
 */
final class Seam {
    private final ChatResponse shown;
    private final List<Part> before;
    private final @Nullable Text head;
    private final String prefill;
    private final String blanks;
    private int matched;
    private boolean matching = true;
    private boolean open = true;
    private @Nullable ChatEvent held;

    private Seam(ChatResponse shown, List<Part> before, @Nullable Text head, String text) {
        this.shown = shown;
        this.before = before;
        this.head = head;
        this.prefill = text.stripTrailing();
        this.blanks = text.substring(prefill.length());
    }

    /**
     * After what has been shown; null when it is not plain text that could be gone on with.
     *
     * @param partial what has been answered
     * @param shown how much text of it the reader has seen
     * @param closed whether the last text was complete
     */
    static @Nullable Seam after(ChatResponse partial, int shown, boolean closed) {
        List<Part> texts = new ArrayList<>();
        for (Part part : partial.message().parts()) {
            if (part instanceof Text) {
                texts.add(part);
            } else if (part.kind() != Part.Kind.THINKING) {
                return null;
            }
        }
        String text = Message.assistant(texts.toArray(new Part[0])).text();
        if (text.isBlank() || text.length() != shown) {
            return null;
        }
        Text head = closed ? null : (Text) texts.remove(texts.size() - 1);
        return new Seam(partial, List.copyOf(texts), head, text);
    }

    /** The beginning of the answer, as the next target gets it. */
    String prefill() {
        return prefill;
    }

    /** An event that was held back behind another one; null when there is none. */
    @Nullable
    ChatEvent held() {
        ChatEvent event = held;
        held = null;
        return event;
    }

    /** An event of the rest as the reader gets it; null for one of which nothing is left. */
    @Nullable
    ChatEvent pass(ChatEvent event) {
        if (event instanceof ChatEvent.TextDelta delta) {
            String text = trim(delta.text());
            return text.isEmpty() ? null : text.equals(delta.text()) ? delta : new ChatEvent.TextDelta(text);
        }
        if (event instanceof ChatEvent.Finished finished) {
            return new ChatEvent.Finished(join(finished.response()));
        }
        if (event instanceof ChatEvent.FailedOver over) {
            // a route inside begins the rest anew, and with it the blanks
            int discard = Math.max(0, over.discard() - matched);
            matched = 0;
            matching = true;
            return new ChatEvent.FailedOver(over.from(), over.to(), over.cause(), discard);
        }
        if (event instanceof ChatEvent.PartDone || event instanceof ChatEvent.ToolCallStarted) {
            return close(event);
        }
        return event;
    }

    private ChatEvent close(ChatEvent event) {
        Text first = open ? head : null;
        open = false;
        if (first == null) {
            return event;
        }
        if (event instanceof ChatEvent.PartDone done && done.part() instanceof Text rest) {
            return new ChatEvent.PartDone(joined(first, rest));
        }
        held = event;
        return new ChatEvent.PartDone(first);
    }

    private String trim(String text) {
        int from = 0;
        while (matching && from < text.length()) {
            matching = matched < blanks.length() && blanks.charAt(matched) == text.charAt(from);
            if (matching) {
                matched++;
                from++;
            }
        }
        return text.substring(from);
    }

    private Text joined(Text first, Text rest) {
        int same = 0;
        String text = rest.text();
        while (same < blanks.length() && same < text.length() && blanks.charAt(same) == text.charAt(same)) {
            same++;
        }
        List<Citation> citations = new ArrayList<>(first.citations());
        citations.addAll(rest.citations());
        return new Text(first.text() + text.substring(same), citations, rest.opaque());
    }

    /** The whole answer: what was shown before it broke, and the rest. */
    ChatResponse join(ChatResponse rest) {
        List<Part> parts = new ArrayList<>(before);
        List<Part> more = rest.message().parts();
        int from = 0;
        if (head != null && !more.isEmpty() && more.get(0) instanceof Text first) {
            parts.add(joined(head, first));
            from = 1;
        } else if (head != null) {
            parts.add(head);
        }
        parts.addAll(more.subList(from, more.size()));
        return rest.toBuilder()
                .message(Message.assistant(parts.toArray(new Part[0])))
                .build();
    }

    /** What there is of the answer when nothing has come of the rest. */
    ChatResponse alone() {
        return shown;
    }
}
