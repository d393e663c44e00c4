package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.Profile;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Compares an encoded request with a recorded one: equal up to key order and the fields that a test names. */
public final class SameRequest {
    private static final Set<String> WRITTEN = ConcurrentHashMap.newKeySet();
    private static final Set<String> DIFFERENT = ConcurrentHashMap.newKeySet();

    private final WireFormat format;
    private final @Nullable String family;

    private SameRequest(WireFormat format, @Nullable String family) {
        this.format = format;
        this.family = family;
    }

    /** In this format, for a model of this family. */
    public static SameRequest in(WireFormat format, @Nullable String family) {
        return new SameRequest(format, family);
    }

    /**
     * Whether a request is encoded as another client wrote it.
     *
     * @param except JSON pointers to what may differ; each must differ, so that the list stays short
     */
    public void as(String recording, ChatRequest request, String... except) {
        ObjectNode recorded = Recording.of(recording).request().deepCopy();
        Profile target = Profile.builder(Played.MODEL).family(family).build();
        boolean streaming = recorded.path("stream").asBoolean();
        ObjectNode ours = (ObjectNode)
                Told.json(Wish.encode(format, request, target, streaming).body().toString());
        assertThat(TargetRules.faults(format, ours)).isEmpty();
        for (String pointer : except) {
            DIFFERENT.add(pointer);
            JsonPointer at = JsonPointer.compile(pointer);
            assertThat(same(ours.at(at), recorded.at(at)))
                    .as("%s is the same on both sides", pointer)
                    .isFalse();
            remove(ours, at);
            remove(recorded, at);
        }
        assertThat(same(ours, recorded))
                .as("ours     %s%nrecorded %s%n", ours, recorded)
                .isTrue();
        wrote(recording);
    }

    /** Keeps that a recorded request came out the same. */
    public static void wrote(String recording) {
        WRITTEN.add(recording);
    }

    /** The recorded requests that came out the same so far. */
    static Set<String> written() {
        return Set.copyOf(WRITTEN);
    }

    /** The fields in which they were allowed to differ. */
    static Set<String> different() {
        return Set.copyOf(DIFFERENT);
    }

    private static void remove(JsonNode tree, JsonPointer at) {
        JsonNode parent = tree.at(at.head());
        if (parent instanceof ObjectNode object) {
            object.remove(at.last().getMatchingProperty());
        } else if (parent instanceof ArrayNode array) {
            array.remove(at.last().getMatchingIndex());
        }
    }

    /** 1 and 1.0 are the same number, a text and one block of text the same content. */
    private static boolean same(JsonNode left, JsonNode right) {
        return blocks(left).equals(NUMBERS, blocks(right));
    }

    private static JsonNode blocks(JsonNode tree) {
        JsonNode copy = tree.deepCopy();
        visit(copy);
        return copy;
    }

    private static void visit(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("content").isTextual()) {
            String text = object.path("content").asText();
            object.putArray("content").addObject().put("type", "text").put("text", text);
        }
        node.forEach(SameRequest::visit);
    }

    private static final Comparator<JsonNode> NUMBERS = (left, right) -> {
        if (left.isNumber() && right.isNumber()) {
            return left.decimalValue().compareTo(right.decimalValue());
        }
        return left.equals(right) ? 0 : 1;
    };
}
