package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.Citation;
import dev.interline.Message;
import dev.interline.ModelId;
import dev.interline.Notice;
import dev.interline.Opaque;
import dev.interline.Origin;
import dev.interline.Part;
import dev.interline.RateLimit;
import dev.interline.Role;
import dev.interline.SafetyRating;
import dev.interline.StopReason;
import dev.interline.TokenProbability;
import dev.interline.ToolCall;
import dev.interline.Usage;
import dev.interline.error.UnreadableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts an answer together, whole or streamed: the same calls in the same order, so that a streamed answer equals the
 * whole one by construction. Parts are told apart by a number, the vendor's own index where there is one, and stand in
 * the message in the order of these numbers.
 *
 * <p>It refuses to finish without the vendor's own end: a cut stream is an error, never a short answer. Used by one
 * thread at a time.
 */
public final class Assembler {
    private final ModelId model;
    private final Origin origin;
    private final boolean streaming;
    private final List<Slot> slots = new ArrayList<>(2);
    private final @Nullable ArrayDeque<ChatEvent> events;
    private List<Notice> notices = List.of();
    private final Remarks remarks = new Remarks();
    private @Nullable Slot last;
    private String id = "";
    private String servedModel = "";
    private String servedTier = "";
    private List<RateLimit> rateLimits = List.of();
    private List<TokenProbability> logProbabilities = List.of();
    private boolean unfencing;
    private @Nullable StopReason stop;
    private Usage usage = Usage.UNKNOWN;
    private int made;

    /**
     * For one answer.
     *
     * @param origin who owns the opaque data in it
     * @param streaming whether events are wanted
     */
    public Assembler(ModelId model, Origin origin, boolean streaming) {
        this.model = model;
        this.origin = origin;
        this.streaming = streaming;
        this.events = streaming ? new ArrayDeque<>(4) : null;
    }

    /** The vendor's id of the answer. */
    public void id(String id) {
        if (!id.isEmpty()) {
            this.id = id;
        }
    }

    /** The model or snapshot that the vendor names. */
    public void servedModel(String name) {
        if (!name.isEmpty()) {
            this.servedModel = name;
        }
    }

    /** The class of service that the vendor says it used. */
    public void servedTier(String word) {
        if (!word.isEmpty()) {
            this.servedTier = word;
        }
    }

    String servedTier() {
        return servedTier;
    }

    /** What filters think of prompt or answer; replaces what they thought of it before. */
    public void ratings(SafetyRating.Subject subject, List<SafetyRating> ratings) {
        remarks.ratings(subject, ratings);
    }

    /** How likely the tokens of the answer are so far. */
    public void logProbabilities(List<TokenProbability> tokens) {
        this.logProbabilities = tokens;
    }

    /** What the target said of its limits. */
    void rateLimits(List<RateLimit> limits) {
        this.rateLimits = limits;
    }

    /** Takes the code fence off texts that are one fenced block: models write it around JSON in spite of being told. */
    void unfence() {
        this.unfencing = true;
    }

    /** More text. An empty piece opens nothing. */
    public void text(int key, String piece) {
        if (!piece.isEmpty()) {
            Slot slot = slot(key, Part.Kind.TEXT);
            slot.text.append(piece);
            if (streaming) {
                show(slot.fence == null ? piece : slot.fence.take(piece));
            }
        }
    }

    private void tell(ChatEvent event) {
        if (events != null) {
            events.add(event);
        }
    }

    private void show(String text) {
        if (!text.isEmpty()) {
            tell(new ChatEvent.TextDelta(text));
        }
    }

    /** A source of the text. */
    public void citation(int key, Citation citation) {
        slot(key, Part.Kind.TEXT).cite(citation);
    }

    /** More thoughts. An empty piece opens nothing. */
    public void thinking(int key, String piece) {
        if (!piece.isEmpty()) {
            slot(key, Part.Kind.THINKING).text.append(piece);
            if (streaming) {
                tell(new ChatEvent.ThinkingDelta(piece));
            }
        }
    }

    /** More of a refusal. */
    public void refusal(int key, String piece) {
        if (!piece.isEmpty()) {
            slot(key, Part.Kind.REFUSAL).text.append(piece);
        }
    }

    /**
     * A tool call begins. What is said again changes nothing, so that readers may say it with every piece.
     *
     * @param id the vendor's id; one is made up when it is empty
     * @param name the tool's name; may come later
     */
    public void toolCall(int key, String id, String name) {
        Slot slot = slot(key, Part.Kind.TOOL_CALL);
        if (slot.id.isEmpty()) {
            slot.id = id.isEmpty() ? "call_" + ++made + "_" + Integer.toHexString(this.id.hashCode()) : id;
        }
        if (slot.name.isEmpty() && !name.isEmpty()) {
            slot.name = name;
            if (streaming) {
                tell(new ChatEvent.ToolCallStarted(slot.id, name));
            }
        }
    }

    /** More of a call's arguments; joined first, read when the part is done. */
    public void arguments(int key, String fragment) {
        if (!fragment.isEmpty()) {
            Slot slot = slot(key, Part.Kind.TOOL_CALL);
            slot.text.append(fragment);
            if (streaming) {
                tell(new ChatEvent.ToolCallDelta(slot.id, fragment));
            }
        }
    }

    /**
     * The vendor's own data on a part, wanted back as it is; replaces what was there.
     *
     * @param kind what the part is, should it not have begun: vendors sign empty parts
     * @param json a JSON value as text
     */
    public void seal(int key, Part.Kind kind, String json) {
        slot(key, kind).seal = json;
    }

    /** The vendor's own data with its owner, for parts and citations that are made elsewhere. */
    public Opaque opaque(String json) {
        return new Opaque(origin, json);
    }

    /**
     * A part's text as a whole, which some vendors repeat after its pieces, and send alone where nothing is streamed:
     * adds what the pieces lack at the end. Arguments of a call that were put together wrongly are replaced.
     *
     * @throws UnreadableException when pieces before the end were lost
     */
    public void rest(int key, Part.Kind kind, String whole) {
        Slot slot = find(key);
        if (slot == null || slot.text.begins(whole)) {
            piece(key, kind, slot == null ? whole : whole.substring(slot.text.length()));
        } else if (kind == Part.Kind.TOOL_CALL && !whole.isEmpty()) {
            slot.text.replace(whole);
        } else if (kind != Part.Kind.THINKING && whole.length() > slot.text.length()) {
            // a shorter or merely different repetition changes nothing: what was shown stays
            throw new UnreadableException("pieces of the answer were lost on the way");
        }
    }

    private void piece(int key, Part.Kind kind, String piece) {
        switch (kind) {
            case TEXT -> text(key, piece);
            case THINKING -> thinking(key, piece);
            case REFUSAL -> refusal(key, piece);
            case TOOL_CALL -> arguments(key, piece);
            case MEDIA, TOOL_RESULT, OTHER -> throw new IllegalArgumentException("a " + kind + " has no pieces");
        }
    }

    /** A part that comes whole. */
    public void part(int key, Part part) {
        Slot slot = slot(key, part.kind());
        slot.whole = part;
        done(key);
    }

    /** A part is complete. Parts that are not said to be are complete with the answer. */
    public void done(int key) {
        Slot slot = find(key);
        if (slot != null && !slot.done) {
            slot.done = true;
            if (streaming) {
                if (slot.fence != null) {
                    show(slot.fence.end());
                }
                tell(new ChatEvent.PartDone(slot.part(origin)));
            }
        }
    }

    /** Whether a part of this number has begun. */
    public boolean has(int key) {
        return find(key) != null;
    }

    /** What a part says so far; empty when it has not begun. */
    public String said(int key) {
        Slot slot = find(key);
        return slot == null ? "" : slot.text.toString();
    }

    /** Whether the model has called a tool. */
    public boolean hasToolCalls() {
        return holds(Part.Kind.TOOL_CALL);
    }

    /** Whether the model has refused. */
    public boolean hasRefusal() {
        return holds(Part.Kind.REFUSAL);
    }

    private boolean holds(Part.Kind kind) {
        for (Slot slot : slots) {
            if (slot.kind == kind) {
                return true;
            }
        }
        return false;
    }

    /**
     * The vendor's end of the answer.
     *
     * @throws UnreadableException when a tool was called whose name was never said
     */
    public void stop(StopReason.Kind kind, String word) {
        checkNames();
        this.stop = new StopReason(kind, word);
    }

    private void checkNames() {
        for (Slot slot : slots) {
            if (slot.kind == Part.Kind.TOOL_CALL && slot.whole == null && slot.name.isEmpty()) {
                throw new UnreadableException("a tool call of the answer has no name");
            }
        }
    }

    /** Whether the vendor has ended the answer. */
    public boolean isFinished() {
        return stop != null;
    }

    /** Tokens; the last word counts. */
    public void usage(Usage usage) {
        this.usage = usage;
    }

    /** Tokens so far. */
    public Usage usage() {
        return usage;
    }

    /**
     * What else the vendor said, by its own field name; the last word counts. It is written as text when somebody wants to
     * read it.
     *
     * @param json not to be changed any more
     */
    public void detail(String name, JsonNode json) {
        remarks.put(name, json);
    }

    /** As {@link #detail(String, JsonNode)}, written already. */
    public void detail(String name, String json) {
        remarks.put(name, json);
    }

    /** What the library did differently from what was asked. */
    public void notice(Notice notice) {
        if (notices.isEmpty()) {
            notices = new ArrayList<>(2);
        }
        notices.add(notice);
    }

    /** The next event for the reader of the stream; null when there is none yet. */
    @Nullable
    ChatEvent poll() {
        return events == null ? null : events.poll();
    }

    /** Completes parts that are still open, so that their events come before the end. */
    void closeParts() {
        // some may have come after the vendor's end
        checkNames();
        order();
        for (Slot slot : slots) {
            done(slot.key);
        }
    }

    private void order() {
        if (slots.size() > 1) {
            slots.sort(Slot.IN_ORDER);
        }
    }

    /** The answer so far, complete or not. */
    ChatResponse.Builder response() {
        order();
        List<Part> parts = new ArrayList<>(slots.size());
        for (Slot slot : slots) {
            Part part = slot.part(origin);
            if (isFinished() || slot.done || !(part instanceof ToolCall)) {
                parts.add(part);
            }
        }
        StopReason reason = stop == null ? new StopReason(StopReason.Kind.OTHER, "") : stop;
        ChatResponse.Builder response = ChatResponse.builder(model)
                .id(id)
                .servedModel(servedModel)
                .servedTier(servedTier)
                .rateLimits(rateLimits)
                .logProbabilities(logProbabilities)
                .message(new Message(Role.ASSISTANT, parts, null))
                .stopReason(reason)
                .usage(usage)
                .notices(notices);
        // nothing comes after a whole answer
        return remarks.into(response, streaming);
    }

    private @Nullable Slot find(int key) {
        if (last != null && last.key == key) {
            return last;
        }
        for (Slot slot : slots) {
            if (slot.key == key) {
                return slot;
            }
        }
        return null;
    }

    private Slot slot(int key, Part.Kind kind) {
        Slot slot = find(key);
        if (slot == null) {
            slot = new Slot(key, kind, unfencing && kind == Part.Kind.TEXT ? new Fence() : null);
            slots.add(slot);
        } else if (slot.kind != kind) {
            throw new UnreadableException(
                    "part " + key + " of the answer is a " + slot.kind + " and a " + kind + " at once");
        }
        last = slot;
        return slot;
    }
}
