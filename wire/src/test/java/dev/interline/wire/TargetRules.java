package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.anthropic.Messages;
import dev.interline.wire.converse.Converse;
import dev.interline.wire.gemini.GenerateContent;
import dev.interline.wire.gemini.VertexModel;
import dev.interline.wire.openai.ChatCompletions;
import dev.interline.wire.openai.Responses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each format's servers insist on and no schema says: roles and their order, results right after their calls, the
 * alphabet and length of ids, no blank texts. {@link #faults} asks the schemas.
 */
public final class TargetRules {
    private final List<String> roles = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private List<String> calls = List.of();

    private TargetRules() {}

    /** Holds a body against the rules of its format. */
    public static void check(WireFormat format, JsonNode body, @Nullable String family) {
        TargetRules rules = new TargetRules();
        switch (format.name()) {
            case "bedrock-converse" -> rules.converse(body, family);
            case "anthropic-messages" -> rules.messages(body);
            case "openai-responses" -> rules.responses(body);
            case "openai-chat" -> rules.chat(body);
            case "gemini" -> rules.gemini(body);
            default -> throw new AssertionError("no rules for " + format.name());
        }
    }

    /** What the makers' own definitions find wrong with a body. */
    public static List<String> faults(WireFormat format, JsonNode body) {
        if (format.equals(Converse.FORMAT)) {
            return ServiceModel.wrongWithConverse(body);
        }
        return format.equals(GenerateContent.FORMAT) ? VertexModel.faults(body) : SdkModel.faults(format, body);
    }

    /** All formats. */
    public static List<WireFormat> formats() {
        return List.of(
                Responses.FORMAT, ChatCompletions.FORMAT, Messages.FORMAT, Converse.FORMAT, GenerateContent.FORMAT);
    }

    private void call(String id) {
        assertThat(seen.add(id)).as("id %s twice", id).isTrue();
    }

    private void converse(JsonNode body, @Nullable String family) {
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
            List<String> results = inside(content, "toolResult", "toolUseId");
            assertThat(results).isEqualTo(calls);
            for (int i = 0; i < results.size(); i++) {
                assertThat(content.path(i).has("toolResult")).isTrue();
            }
            calls = inside(content, "toolUse", "toolUseId");
            calls.forEach(this::call);
            if (family != null && family.startsWith("mistral")) {
                assertThat(calls).allMatch(id -> id.matches("[a-zA-Z0-9]{9}"));
            }
        }
        assertThat(calls).isEmpty();
        alternate();
        if (!seen.isEmpty()) {
            assertThat(body.path("toolConfig").path("tools")).isNotEmpty();
        }
        assertThat(body.findValues("cachePoint").size()).isLessThanOrEqualTo(4);
    }

    private static List<String> inside(JsonNode content, String block, String field) {
        List<String> ids = new ArrayList<>();
        content.forEach(one -> {
            // what the vendor ran itself has its result in the same turn
            if (one.has(block) && !one.path(block).has("type")) {
                ids.add(one.path(block).path(field).asText());
            }
        });
        return ids;
    }

    private void messages(JsonNode body) {
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
                call(id);
            });
            content.forEach(block -> {
                if (block.path("type").asText().equals("tool_use")) {
                    assertThat(block.path("name").asText()).matches("[a-zA-Z0-9_-]{1,128}");
                    assertThat(block.path("input").isObject()).isTrue();
                }
            });
        }
        assertThat(calls).isEmpty();
        alternate();
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

    private void alternate() {
        for (int i = 0; i < roles.size(); i++) {
            assertThat(roles.get(i)).isEqualTo(i % 2 == 0 ? "user" : "assistant");
        }
    }

    private void responses(JsonNode body) {
        List<String> open = new ArrayList<>();
        boolean answering = false;
        for (JsonNode item : body.path("input")) {
            String type = item.path("type").asText("message");
            if (type.endsWith("_call_output")) {
                answering = true;
                assertThat(open).as("calls before their results").isNotEmpty();
                assertThat(item.path("call_id").asText()).isEqualTo(open.remove(0));
                continue;
            }
            assertThat(answering && !open.isEmpty()).as("a call without result").isFalse();
            answering = false;
            if (item.has("call_id")) {
                String id = item.path("call_id").asText();
                call(openAiId(id));
                open.add(id);
                assertThat(item.path("name").asText()).matches("[a-zA-Z0-9_-]{1,64}");
            } else if (!item.path("role").asText().equals("assistant") && type.equals("message")) {
                assertThat(open).as("calls before the user speaks").isEmpty();
                assertThat(item.path("role").asText()).isEqualTo("user");
                assertThat(item.path("content")).isNotEmpty();
            }
            if (item.path("content").size() > 1) {
                item.path("content")
                        .forEach(block ->
                                assertThat(block.path("text").asText("-")).isNotEmpty());
            }
        }
        assertThat(open).isEmpty();
    }

    private void chat(JsonNode body) {
        List<String> open = new ArrayList<>();
        boolean first = true;
        for (JsonNode message : body.path("messages")) {
            String role = message.path("role").asText();
            if (role.equals("tool")) {
                assertThat(open).as("calls before their results").isNotEmpty();
                assertThat(message.path("tool_call_id").asText()).isEqualTo(open.remove(0));
                assertThat(message.has("content")).isTrue();
            } else {
                assertThat(open).as("calls without results").isEmpty();
                assertThat(role).isIn("user", "assistant", first ? "system" : "user");
                assertThat(message.path("content").size()
                                                + message.path("tool_calls").size()
                                        > 0
                                || !message.path("content").asText("").isEmpty()
                                || message.has("refusal")
                                || role.equals("user"))
                        .isTrue();
            }
            if (message.path("content").isArray()) {
                assertThat(message.path("content")).isNotEmpty();
                if (message.path("content").size() > 1) {
                    message.path("content")
                            .forEach(block ->
                                    assertThat(block.path("text").asText("-")).isNotEmpty());
                }
            }
            for (JsonNode call : message.path("tool_calls")) {
                String id = openAiId(call.path("id").asText());
                call(id);
                open.add(id);
                assertThat(call.path("function").path("name").asText("x")).matches("[a-zA-Z0-9_-]{1,64}");
            }
            first = false;
        }
        assertThat(open).isEmpty();
    }

    private static String openAiId(String id) {
        assertThat(id).matches("[\\x21-\\x7e]{1,64}");
        return id;
    }

    private void gemini(JsonNode body) {
        for (JsonNode content : body.path("contents")) {
            String role = content.path("role").asText();
            assertThat(role).isIn("user", "model");
            assertThat(content.path("parts")).isNotEmpty();
            content.path("parts").forEach(part -> {
                if (!part.has("thoughtSignature")) {
                    assertThat(part.path("text").asText("-")).isNotEmpty();
                }
            });
            List<String> results = inside(content.path("parts"), "functionResponse", "name");
            assertThat(results).isEqualTo(calls);
            if (!results.isEmpty()) {
                assertThat(role).isEqualTo("user");
                assertThat(content.path("parts")).hasSize(results.size());
            }
            calls = inside(content.path("parts"), "functionCall", "name");
            if (!calls.isEmpty()) {
                assertThat(role).isEqualTo("model");
                assertThat(calls).allMatch(name -> name.matches("[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}"));
            }
        }
        assertThat(calls).isEmpty();
        assertThat(body.at("/contents/0/role").asText()).isEqualTo("user");
    }
}
