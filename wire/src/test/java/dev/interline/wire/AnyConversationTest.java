package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Notice;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.anthropic.Messages;
import dev.interline.wire.converse.Converse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conversations of every shape are encoded by the rules of the target, or refused by naming the part; no text is lost,
 * and what was changed is noticed.
 */
class AnyConversationTest {
    private static final int SEEDS = 1_500;

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "claude-3-5-haiku",
                "claude-sonnet-4-5",
                "claude-opus-4-6",
                "claude-opus-5-5",
                "gpt-6-sol",
                "gpt-oss-120b",
                "nova-pro",
                "nova-2-lite",
                "llama-4-scout",
                "mistral-large-3",
                "qwen3-32b",
                "palmyra-x5",
                "deepseek-r1"
            })
    void converse(String family) {
        assertThat(encodeAll(Converse.FORMAT, family, body -> converse(body, family)))
                .isGreaterThan(family != null && family.equals("deepseek-r1") ? 20 : 700);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"claude-3-5-haiku", "claude-sonnet-4-5", "claude-opus-4-6", "claude-opus-5-5"})
    void messages(String family) {
        assertThat(encodeAll(Messages.FORMAT, family, AnyConversationTest::messages))
                .isGreaterThan(500);
    }

    private interface Rules {
        void check(ObjectNode body);
    }

    private static int encodeAll(WireFormat format, String family, Rules rules) {
        int encoded = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Conversations.Conversation conversation = Conversations.of(format, seed);
            Encoded request;
            try {
                request = Wish.encode(format, conversation.request(), family);
            } catch (UnsupportedException e) {
                assertThat(e.getMessage()).as("seed %d", seed).contains("; ");
                continue;
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + " for " + family, e);
            }
            encoded++;
            String body = said(request.body());
            assertThat(conversation.texts())
                    .as("seed %d", seed)
                    .allSatisfy(text -> assertThat(body).contains(text));
            try {
                rules.check(request.body());
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + " for " + family + ": " + request.body(), e);
            }
            for (Notice notice : request.notices()) {
                assertThat(notice.text()).doesNotContain("<");
            }
        }
        return encoded;
    }

    /** All texts of a tree. */
    private static String said(JsonNode tree) {
        StringBuilder all = new StringBuilder();
        if (tree.isTextual()) {
            all.append(tree.textValue()).append('\n');
        }
        tree.forEach(child -> all.append(said(child)));
        return all.toString();
    }

    private static void converse(JsonNode body, String family) {
        List<String> roles = new ArrayList<>();
        List<String> calls = List.of();
        Set<String> seen = new HashSet<>();
        for (JsonNode message : body.path("messages")) {
            roles.add(message.path("role").asText());
            JsonNode content = message.path("content");
            assertThat(content).isNotEmpty();
            // thoughts that are signed but not shown have an empty text of their own
            content.forEach(block -> assertThat(block.path("text").asText("-")).isNotBlank());
            content.findValues("toolResult")
                    .forEach(result -> result.path("content")
                            .forEach(block ->
                                    assertThat(block.path("text").asText("-")).isNotBlank()));
            List<String> results = ids(content, "toolResult", "toolUseId");
            assertThat(results).isEqualTo(calls);
            for (int i = 0; i < results.size(); i++) {
                assertThat(content.path(i).has("toolResult")).isTrue();
            }
            calls = ids(content, "toolUse", "toolUseId");
            calls.forEach(id -> assertThat(seen.add(id)).as("id %s twice", id).isTrue());
            if (family != null && family.startsWith("mistral")) {
                assertThat(calls).allMatch(id -> id.matches("[a-zA-Z0-9]{9}"));
            }
        }
        assertThat(calls).isEmpty();
        alternate(roles);
        if (!seen.isEmpty()) {
            assertThat(body.path("toolConfig").path("tools")).isNotEmpty();
        }
        assertThat(body.findValues("cachePoint").size()).isLessThanOrEqualTo(4);
    }

    private static List<String> ids(JsonNode content, String block, String field) {
        List<String> ids = new ArrayList<>();
        content.forEach(one -> {
            if (one.has(block)) {
                ids.add(one.path(block).path(field).asText());
            }
        });
        return ids;
    }

    private static void messages(JsonNode body) {
        List<String> roles = new ArrayList<>();
        List<String> calls = List.of();
        Set<String> seen = new HashSet<>();
        for (JsonNode message : body.path("messages")) {
            roles.add(message.path("role").asText());
            JsonNode content = message.path("content");
            assertThat(content).isNotEmpty();
            content.findValuesAsText("text").forEach(text -> assertThat(text).isNotBlank());
            assertThat(typed(content, "tool_result", "tool_use_id")).isEqualTo(calls);
            for (int i = 0; i < calls.size(); i++) {
                assertThat(content.path(i).path("type").asText()).isEqualTo("tool_result");
            }
            calls = typed(content, "tool_use", "id");
            calls.forEach(id -> {
                assertThat(id).matches("[a-zA-Z0-9_-]{1,64}");
                assertThat(seen.add(id)).as("id %s twice", id).isTrue();
            });
            content.forEach(block -> {
                if (block.path("type").asText().equals("tool_use")) {
                    assertThat(block.path("name").asText()).matches("[a-zA-Z0-9_-]{1,128}");
                    assertThat(block.path("input").isObject()).isTrue();
                }
            });
        }
        assertThat(calls).isEmpty();
        alternate(roles);
        JsonNode thinking = body.path("thinking");
        if (thinking.has("budget_tokens")) {
            assertThat(thinking.path("budget_tokens").asInt())
                    .isBetween(1024, body.path("max_tokens").asInt() - 1);
        }
        assertThat(body.findValues("cache_control").size()).isLessThanOrEqualTo(4);
    }

    private static List<String> typed(JsonNode content, String type, String field) {
        List<String> ids = new ArrayList<>();
        content.forEach(one -> {
            if (one.path("type").asText().equals(type)) {
                ids.add(one.path(field).asText());
            }
        });
        return ids;
    }

    private static void alternate(List<String> roles) {
        for (int i = 0; i < roles.size(); i++) {
            assertThat(roles.get(i)).isEqualTo(i % 2 == 0 ? "user" : "assistant");
        }
    }
}
