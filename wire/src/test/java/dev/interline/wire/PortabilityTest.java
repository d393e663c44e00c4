package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.ChatRequest;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.ModelId;
import dev.interline.Part;
import dev.interline.Profile;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.wire.anthropic.Messages;
import dev.interline.wire.converse.Converse;
import dev.interline.wire.gemini.GenerateContent;
import dev.interline.wire.openai.ChatCompletions;
import dev.interline.wire.openai.Responses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A conversation moves from any dialect to any other in the middle, whatever its history looks like: what one model
 * answered, as its format tells it, goes into the next request to another. The differences that the clouds add are tried
 * where the clouds are.
 */
class PortabilityTest {
    private static final String PNG = "iVBORw0KGgo=";
    private static final String SEAL = "c2VhbGVkIGhlcmUgYW5kIHRvIG5vYm9keSBlbHNl";
    private static final ToolDefinition TIDE = ToolDefinition.of("tide", "Tells the tide", """
            {"type":"object","properties":{"port":{"type":"string"}},"required":["port"]}""");

    /** One cell of the table of formats and clouds. */
    record Speaker(WireFormat format, ModelId model, String family) {
        static Speaker of(String cloud, WireFormat format, String family) {
            return new Speaker(format, new ModelId(cloud, "here", cloud + "-" + format.name() + "-" + family), family);
        }

        Profile profile() {
            return Profile.builder(model).family(family).build();
        }

        boolean sameOriginAs(Speaker other) {
            return format.origin(model).equals(other.format.origin(other.model));
        }

        @Override
        public String toString() {
            return model.deployment();
        }
    }

    private static final List<Speaker> SPEAKERS = List.of(
            Speaker.of("azure", Responses.FORMAT, "gpt-5"),
            Speaker.of("bedrock", Responses.FORMAT, "gpt-oss-120b"),
            Speaker.of("vertex", Responses.FORMAT, "gpt-6-sol"),
            Speaker.of("azure", ChatCompletions.FORMAT, "deepseek-v3.2"),
            Speaker.of("bedrock", ChatCompletions.FORMAT, "gpt-oss-20b"),
            Speaker.of("vertex", ChatCompletions.FORMAT, "llama-4-scout"),
            Speaker.of("azure", Messages.FORMAT, "claude-opus-5-5"),
            Speaker.of("bedrock", Messages.FORMAT, "claude-haiku-4-5"),
            Speaker.of("bedrock-invoke", Messages.FORMAT, "claude-sonnet-4"),
            Speaker.of("vertex", Messages.FORMAT, "claude-opus-4-6"),
            Speaker.of("bedrock", Converse.FORMAT, "claude-sonnet-4-5"),
            Speaker.of("bedrock", Converse.FORMAT, "nova-pro"),
            Speaker.of("bedrock", Converse.FORMAT, "mistral-large-3"),
            Speaker.of("vertex", GenerateContent.FORMAT, "gemini-2.5-flash"),
            Speaker.of("vertex", GenerateContent.FORMAT, "gemini-3.6-flash"));

    /** The shapes that a history may have. */
    enum Shape {
        TEXT,
        CALL_AND_RESULT,
        CALL_AND_RESULT_WITHOUT_TOOLS,
        PARALLEL_CALLS,
        CALL_WITHOUT_RESULT,
        SIGNED_THOUGHTS,
        UNSIGNED_THOUGHTS,
        IMAGES,
        REFUSAL,
        EMPTY_ANSWER,
        BLANK_ANSWER,
        TWO_USER_TURNS,
        ODD_IDS
    }

    /** A history as its source told it, and the texts in it. */
    private record History(ChatRequest request, Message answer, List<String> texts) {}

    static Stream<Arguments> pairs() {
        return SPEAKERS.stream().flatMap(from -> SPEAKERS.stream().map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void moves(Speaker from, Speaker to) {
        for (Shape shape : Shape.values()) {
            History history = history(shape, from);
            Encoded encoded = to.format()
                    .encode(new Task(
                            history.request(), to.profile(), to.format().origin(to.model()), false));

            try {
                TargetRules.check(to.format(), encoded.body(), to.family());
                assertThat(TargetRules.faults(to.format(), encoded.body())).isEmpty();
                assertThat(texts(encoded.body())).contains(history.texts());
                told(shape, history, from.sameOriginAs(to), from, to, encoded);
            } catch (AssertionError e) {
                throw new AssertionError(shape + ": " + encoded.body() + " " + encoded.notices(), e);
            }
        }
    }

    @Test
    void allCellsOfTheTableAreThere() {
        assertThat(SPEAKERS.stream()
                        .map(speaker ->
                                speaker.model().cloud() + " " + speaker.format().name())
                        .distinct())
                .hasSize(12);
    }

    private static History history(Shape shape, Speaker from) {
        List<String> texts = new ArrayList<>(List.of("Can I sail? ⛵", "Well, \"then\"?"));
        Spoken.Call tide = new Spoken.Call(id(from, 1), "tide", "{\"port\":\"Cuxhaven\"}");
        Spoken.Call other = new Spoken.Call(id(from, 2), "tide", "{\"port\":\"Büsum\"}");
        Spoken spoken = switch (shape) {
            case TEXT, IMAGES, TWO_USER_TURNS -> Spoken.text("Ebb comes first.");
            case CALL_AND_RESULT, CALL_AND_RESULT_WITHOUT_TOOLS, CALL_WITHOUT_RESULT ->
                Spoken.text("Let me see.", tide);
            case PARALLEL_CALLS -> Spoken.text("", tide, other);
            case SIGNED_THOUGHTS -> Spoken.text("Let me see.", tide).thinking("Tides matter.", SEAL);
            case UNSIGNED_THOUGHTS -> Spoken.text("Ebb comes first.").thinking("Tides matter.", "");
            case REFUSAL -> Spoken.text("").refusing("I will not say.");
            case EMPTY_ANSWER -> Spoken.text("");
            case BLANK_ANSWER -> Spoken.text(" \n", tide);
            case ODD_IDS ->
                Spoken.text(
                        "",
                        new Spoken.Call("x".repeat(64), "tide", tide.arguments()),
                        new Spoken.Call("gezeit/東京 é", "tide", other.arguments()));
        };
        if (shape == Shape.IMAGES) {
            spoken = spoken.showing(PNG);
        }
        texts.add(spoken.refusal());
        texts.add(spoken.text().isBlank() ? "" : spoken.text());
        Message answer = spoken.message(from.format(), from.model());
        assertThat(answer.toolCalls()).hasSameSizeAs(spoken.calls());

        ChatRequest.Builder request = ChatRequest.builder().system("You know the sea.");
        if (shape == Shape.IMAGES) {
            byte[] picture = {1, 2, 3};
            request.user(Text.of(texts.get(0)), Media.of("image/png", picture));
        } else {
            request.user(texts.get(0));
        }
        if (shape == Shape.TWO_USER_TURNS) {
            texts.add("And soon?");
            request.user("And soon?");
        }
        request.message(answer);
        if (shape != Shape.CALL_WITHOUT_RESULT && !answer.toolCalls().isEmpty()) {
            List<ToolResult> results = new ArrayList<>();
            for (ToolCall call : answer.toolCalls()) {
                texts.add("12:4" + results.size() + " " + call.arguments().length());
                results.add(ToolResult.text(call, texts.get(texts.size() - 1)));
                texts.add(call.arguments().contains("Cuxhaven") ? "Cuxhaven" : "Büsum");
            }
            // as a caller may who ran them side by side
            Collections.reverse(results);
            request.message(Message.results(results.toArray(new ToolResult[0])));
        }
        if (shape != Shape.CALL_AND_RESULT_WITHOUT_TOOLS && !answer.toolCalls().isEmpty()) {
            request.tools(TIDE);
        }
        return new History(request.user(texts.get(1)).build(), answer, texts);
    }

    private static String id(Speaker from, int number) {
        return switch (from.format().name()) {
            case "anthropic-messages" -> "toolu_01A09q90qw90lq91781249" + number;
            case "bedrock-converse" -> "tooluse_kZJMlvQmRJ6eAyJE5GIl7Q" + number;
            default -> "call_z1COPRxqJjjzIcXQ8ghwnioC" + number;
        };
    }

    private static void told(Shape shape, History history, boolean home, Speaker from, Speaker to, Encoded encoded) {
        String body = encoded.body().toString();
        List<String> noticed = encoded.notices().stream()
                .map(notice -> notice.code() + " " + notice.subject())
                .toList();
        boolean sealed = history.answer().parts().stream().anyMatch(part -> part.opaque() != null);
        boolean thought = history.answer().parts().stream().anyMatch(part -> part.kind() == Part.Kind.THINKING);
        if (home) {
            history.answer().parts().stream()
                    .filter(part ->
                            part.opaque() != null && part.opaque().json().contains(SEAL))
                    .forEach(part -> assertThat(body).contains(SEAL));
        } else {
            assertThat(body).doesNotContain(SEAL).doesNotContain("Tides matter.");
            assertThat(noticed.stream().anyMatch(notice -> notice.startsWith("DROPPED")))
                    .as("what was sealed or thought was left out, and said so: %s", noticed)
                    .isEqualTo(sealed || thought || cannotShow(history, to));
        }
        switch (shape) {
            case CALL_WITHOUT_RESULT -> assertThat(noticed).contains("DEFAULTED tool result");
            case EMPTY_ANSWER ->
                assertThat(history.answer().parts().isEmpty() && !noticed.contains("DROPPED message"))
                        .as("an empty answer is left out, and said so: %s", noticed)
                        .isFalse();
            case ODD_IDS -> {
                // Google's calls have no ids, and are given none
                if (!to.format().equals(GenerateContent.FORMAT)
                        && !from.format().equals(GenerateContent.FORMAT)) {
                    assertThat(noticed).contains("MAPPED tool call id");
                }
            }
            default -> {
                // nothing else is lost
            }
        }
    }

    /** Pictures in an answer of the one, which answers of the other cannot hold. */
    private static boolean cannotShow(History history, Speaker to) {
        return !to.format().equals(GenerateContent.FORMAT)
                        && history.answer().parts().stream().anyMatch(part -> part.kind() == Part.Kind.MEDIA)
                || history.answer().parts().isEmpty();
    }

    private static String texts(JsonNode tree) {
        StringBuilder all = new StringBuilder();
        if (tree.isTextual()) {
            all.append(tree.textValue()).append('\n');
        }
        tree.forEach(child -> all.append(texts(child)));
        return all.toString();
    }
}
