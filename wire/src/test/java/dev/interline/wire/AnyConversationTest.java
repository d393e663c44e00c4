package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.Notice;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.anthropic.Messages;
import dev.interline.wire.converse.Converse;
import dev.interline.wire.gemini.GenerateContent;
import dev.interline.wire.openai.ChatCompletions;
import dev.interline.wire.openai.Responses;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conversations of every shape are encoded by the rules of the target, or refused by naming the part; no text is lost,
 * and what was changed is noticed.
 */
class AnyConversationTest {
    private static final int SEEDS = 1_500;
    /** The makers' models are slow readers. */
    private static final int EVERY = 20;

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
        assertThat(encodeAll(Converse.FORMAT, family))
                .isGreaterThan(family != null && family.equals("deepseek-r1") ? 20 : 700);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"claude-3-5-haiku", "claude-sonnet-4-5", "claude-opus-4-6", "claude-opus-5-5"})
    void messages(String family) {
        assertThat(encodeAll(Messages.FORMAT, family)).isGreaterThan(500);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"gpt-4.1", "o4-mini", "gpt-5", "gpt-5.4", "gpt-6-sol", "gpt-oss-120b", "grok-4.20"})
    void responses(String family) {
        assertThat(encodeAll(Responses.FORMAT, family)).isGreaterThan(500);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "gpt-4o",
                "o4-mini",
                "gpt-5",
                "gpt-5.6",
                "gpt-oss-120b",
                "deepseek-v3.2",
                "llama-4",
                "mistral-large-3"
            })
    void chat(String family) {
        assertThat(encodeAll(ChatCompletions.FORMAT, family)).isGreaterThan(500);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "gemini-2.0-flash",
                "gemini-2.5-flash",
                "gemini-2.5-pro",
                "gemini-3-pro-preview",
                "gemini-3.6-flash"
            })
    void gemini(String family) {
        assertThat(encodeAll(GenerateContent.FORMAT, family)).isGreaterThan(500);
    }

    private static int encodeAll(WireFormat format, String family) {
        int encoded = 0;
        Map<String, Integer> faults = new TreeMap<>();
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
                TargetRules.check(format, request.body(), family);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + " for " + family + ": " + request.body(), e);
            }
            if (seed % EVERY == 0) {
                for (String fault : TargetRules.faults(format, request.body())) {
                    faults.putIfAbsent(fault.replaceAll("\\[\\d+]", "[]"), seed);
                }
            }
            for (Notice notice : request.notices()) {
                assertThat(notice.text()).doesNotContain("<");
            }
        }
        assertThat(faults)
                .as("what the maker's definition refuses, and the first seed")
                .isEmpty();
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
}
