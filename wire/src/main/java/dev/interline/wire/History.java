package dev.interline.wire;

import dev.interline.CacheMark;
import dev.interline.Message;
import dev.interline.Notice;
import dev.interline.Part;
import dev.interline.Role;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.ToolResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A conversation put into the order that every vendor insists on, wherever it was begun: the results of tools right
 * after their calls, one for each and in their order; ids in the target's alphabet and unique; no message without
 * content. Text is never lost. What had to change is noticed.
 */
public final class History {
    private static final Pattern BAD_IN_NAME = Pattern.compile("[^A-Za-z0-9_-]");
    private static final int LONGEST_NAME = 64;

    private final Pattern alphabet;
    private final int longestId;
    private final List<Notice> notices;
    private final List<Turn> turns;
    private final Set<String> used = new HashSet<>();

    private History(Pattern alphabet, int longestId, List<Notice> notices, int messages) {
        this.alphabet = alphabet;
        this.longestId = longestId;
        this.notices = notices;
        this.turns = new ArrayList<>(messages);
    }

    /**
     * One turn.
     *
     * @param role who speaks; a {@link Role#TOOL} turn follows an assistant's with calls and has one result for each
     * @param parts never empty
     * @param cache set when everything up to here will be sent again
     */
    public record Turn(
            Role role, List<Part> parts, @Nullable CacheMark cache) {}

    /**
     * Orders a conversation.
     *
     * @param alphabet what a tool-call id may consist of, as a whole
     * @param longestId the most characters of a tool-call id
     * @param notices takes what had to change
     */
    public static List<Turn> of(List<Message> messages, Pattern alphabet, int longestId, List<Notice> notices) {
        History history = new History(alphabet, longestId, notices, messages.size());
        int next = 0;
        while (next < messages.size()) {
            next = history.take(messages, next);
        }
        return history.turns;
    }

    private int take(List<Message> messages, int at) {
        Message message = messages.get(at);
        switch (message.role()) {
            case USER -> add(Role.USER, message.parts(), message.cache());
            case ASSISTANT -> {
                if (!message.toolCalls().isEmpty()) {
                    return calls(messages, at);
                }
                add(Role.ASSISTANT, message.parts(), message.cache());
            }
            case TOOL -> orphans(message.parts());
        }
        return at + 1;
    }

    private void add(Role role, List<Part> parts, @Nullable CacheMark cache) {
        if (parts.isEmpty()) {
            notices.add(Notice.dropped("message", "an answer without content was left out of the history"));
        } else {
            turns.add(new Turn(role, parts, cache));
        }
    }

    /** An answer with calls, and the results that belong to it, from all the tool messages that follow it. */
    private int calls(List<Message> messages, int at) {
        Message message = messages.get(at);
        Map<String, String> ids = new HashMap<>();
        List<Part> parts = new ArrayList<>();
        List<ToolCall> calls = new ArrayList<>();
        for (Part part : message.parts()) {
            if (part instanceof ToolCall call) {
                String id = id(call.id());
                ids.putIfAbsent(call.id(), id);
                ToolCall mapped = new ToolCall(id, name(call.name()), call.arguments(), call.problem(), call.opaque());
                calls.add(mapped);
                parts.add(mapped);
            } else {
                parts.add(part);
            }
        }
        Map<String, ToolResult> results = new LinkedHashMap<>();
        List<Part> orphans = new ArrayList<>();
        CacheMark cache = null;
        int next = at + 1;
        while (next < messages.size() && messages.get(next).role() == Role.TOOL) {
            for (Part part : messages.get(next).parts()) {
                ToolResult result = (ToolResult) part;
                String id = ids.get(result.callId());
                if (id == null || results.containsKey(id)) {
                    orphans.add(result);
                } else {
                    results.put(id, result);
                }
            }
            cache = messages.get(next).cache() == null
                    ? cache
                    : messages.get(next).cache();
            next++;
        }
        turns.add(new Turn(Role.ASSISTANT, parts, message.cache()));
        turns.add(new Turn(Role.TOOL, inOrder(calls, results), cache));
        orphans(orphans);
        return next;
    }

    private List<Part> inOrder(List<ToolCall> calls, Map<String, ToolResult> results) {
        List<Part> ordered = new ArrayList<>();
        for (ToolCall call : calls) {
            ToolResult result = results.get(call.id());
            if (result == null) {
                notices.add(new Notice(
                        Notice.Code.DEFAULTED,
                        "tool result",
                        "call " + call.id() + " had no result; one that says so was added"));
                ordered.add(ToolResult.failed(call, "This tool was not run."));
            } else {
                ordered.add(new ToolResult(
                        call.id(), call.name(), result.content(), result.json(), result.error(), result.opaque()));
            }
        }
        return ordered;
    }

    /** Results without a call are told by the user, so that nothing is lost. */
    private void orphans(List<Part> results) {
        List<Part> told = new ArrayList<>();
        for (Part part : results) {
            ToolResult result = (ToolResult) part;
            notices.add(Notice.mapped(
                    "tool result",
                    "the result of " + result.callId() + " has no call before it; sent as the user's text"));
            told.add(Text.of("Result of the tool " + result.name() + ":"));
            told.addAll(result.content());
        }
        if (!told.isEmpty()) {
            turns.add(new Turn(Role.USER, told, null));
        }
    }

    /** The id itself where the target takes it; else one made of it, the same every time. */
    private String id(String id) {
        String mapped = id;
        if (id.isEmpty() || id.length() > longestId || !alphabet.matcher(id).matches()) {
            mapped = "c" + hash(id);
            while (mapped.length() < longestId && !alphabet.matcher(mapped).matches()) {
                mapped = mapped + "0";
            }
            notices.add(Notice.mapped("tool call id", "an id of another vendor was written in this vendor's alphabet"));
        }
        String unique = mapped;
        for (int n = 2; !used.add(unique); n++) {
            // some models begin to count anew in every answer
            String hashed = "c" + hash(mapped + "#" + n);
            unique = alphabet.matcher(hashed).matches()
                    ? hashed
                    : hashed.substring(0, Math.min(hashed.length(), longestId));
        }
        return unique;
    }

    private static String hash(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    private String name(String name) {
        String clean = BAD_IN_NAME.matcher(name).replaceAll("_");
        if (clean.isEmpty()) {
            clean = "_";
        }
        if (clean.length() > LONGEST_NAME) {
            clean = clean.substring(0, LONGEST_NAME);
        }
        if (!clean.equals(name)) {
            notices.add(Notice.mapped("tool name", "a tool name with characters that vendors refuse was cleaned"));
        }
        return clean;
    }
}
