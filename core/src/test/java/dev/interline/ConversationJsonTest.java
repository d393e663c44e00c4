package dev.interline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A conversation as text: nothing is lost, and what is none is refused with the place and without a quotation. */
class ConversationJsonTest {
    private static final Path PAGE = Path.of("..", "docs", "conversations.md");
    private static final int SEEDS = 3_000;

    @Test
    void nothingIsLost() {
        Set<Part.Kind> seen = EnumSet.noneOf(Part.Kind.class);
        for (int seed = 0; seed < SEEDS; seed++) {
            Conversation before = AnyHistory.wild(seed);
            before.messages().forEach(message -> message.parts().forEach(part -> seen.add(part.kind())));

            String json = before.toJson();
            // as a file or a column of a database has it
            String stored = new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            Conversation after = Conversation.fromJson(stored);

            assertThat(after).as("seed %d", seed).isEqualTo(before);
            assertThat(after.toJson()).as("seed %d", seed).isEqualTo(json);
        }
        assertThat(seen).containsExactlyInAnyOrder(Part.Kind.values());
    }

    @Test
    void isWrittenAsThePageSays() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("```json\n") + 8;
        String sample = page.substring(start, page.indexOf("```", start));

        Conversation conversation = Conversation.fromJson(sample);

        assertThat(conversation.messages()).extracting(Message::role).contains(Role.values());
        Set<Part.Kind> shown = EnumSet.noneOf(Part.Kind.class);
        conversation.messages().forEach(message -> message.parts().forEach(part -> shown.add(part.kind())));
        assertThat(shown).containsExactlyInAnyOrder(Part.Kind.values());
        assertThat(sample.lines()
                        .map(String::strip)
                        .reduce("", String::concat)
                        .replace("\": ", "\":")
                        .replace(", \"", ",\""))
                .isEqualTo(conversation.toJson());
    }

    @Test
    void whatIsEmptyIsLeftOut() {
        assertThat(Conversation.EMPTY.toJson()).isEqualTo("{\"interline\":1,\"messages\":[]}");
        assertThat(Conversation.EMPTY.system("s").plus("hi").toJson())
                .isEqualTo("{\"interline\":1,\"system\":\"s\",\"messages\":"
                        + "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"hi\"}]}]}");
    }

    @Test
    void anotherKindOfPartComesBackAsForeign() {
        Opaque opaque = new Opaque(new Origin("f", "r"), "{}");
        Part.Other own = new Part.Other() {
            @Override
            public String type() {
                return "own";
            }

            @Override
            public @Nullable Opaque opaque() {
                return opaque;
            }
        };
        assertThat(Conversation.fromJson(Conversation.EMPTY.plus(own).toJson()))
                .isEqualTo(Conversation.EMPTY.plus(new Part.Foreign("own", opaque)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{} | interline: is missing; it tells the version",
                "{\"interline\":2,\"messages\":[]} | interline: is 2; this version of the library knows 1 only",
                "{\"interline\":\"1\",\"messages\":[]} | interline: is no whole number",
                "{\"interline\":1.0,\"messages\":[]} | interline: is no whole number",
                "{\"interline\":99999999999,\"messages\":[]} | interline: is no whole number",
                "{\"interline\":1} | messages: is missing",
                "{\"interline\":1,\"messages\":{}} | messages: is no list",
                "{\"interline\":1,\"messages\":[secret]} | line 1: the conversation is no JSON",
                "{\"interline\":1,\"messages\":[]} secret | line 1: the conversation is no JSON",
                "{\"interline\":1,\"messages\":[]} {} | line 1: the conversation goes on after its end",
                "{\"interline\":1,\"messages\":[],\"messages\":[]} | is no JSON",
                "{\"interline\":1,\"messages\":[],\"secret\":1} | secret: is not known; a newer version",
                "{\"interline\":1,\"messages\":[],\"system\":7} | system: is no text",
                "{\"interline\":1,\"messages\":[],\"system\":null} | system: is no text",
                "{\"interline\":1,\"messages\":[],\"systemCache\":\"5m\"} | systemCache: is no length of time such as PT5M",
                "{\"interline\":1,\"messages\":[],\"systemCache\":\"PT0S\"} | systemCache: the lifetime of a cache mark",
                "[] | is no conversation: needs a JSON object",
                "'' | is no conversation: needs a JSON object",
            })
    void refusesWhatIsNoConversation(String json, String says) {
        ConversationException refused = catchThrowableOfType(
                ConversationException.class, () -> Conversation.fromJson(json.equals("''") ? "" : json));
        assertThat(refused).hasMessageContaining(says).hasNoCause();
        if (!says.contains("secret")) {
            assertThat(refused.getMessage()).doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "7 | messages[0]: is no object",
                "{\"role\":\"boss\",\"parts\":[]} | messages[0].role: is not known; it is one of user, assistant, tool",
                "{\"role\":\"user\"} | messages[0].parts: is missing",
                "{\"role\":\"user\",\"parts\":[]} | messages[0]: a USER message needs at least one part",
                "{\"role\":\"assistant\",\"parts\":[]} | messages: a conversation starts with the user",
                "{\"role\":\"user\",\"parts\":[{}]} | messages[0].parts[0].type: is missing",
                "{\"role\":\"user\",\"parts\":[{\"type\":\"poem\",\"text\":\"secret\"}]} | parts[0].type: is not known; it is one of text, media, thinking, refusal, tool-call, tool-result, other",
                "{\"role\":\"user\",\"parts\":[{\"type\":\"text\"}]} | messages[0].parts[0].text: is missing",
                "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"secret\",\"mood\":1}]} | parts[0].mood: is not known",
                "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"secret\",\"citations\":[{\"start\":\"x\"}]}]} | citations[0].start: is no whole number",
                "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"secret\",\"opaque\":{\"format\":\"f\"}}]} | parts[0].opaque.resource: is missing",
                "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"secret\",\"opaque\":\"secret\"}]} | parts[0].opaque: is no object",
                "{\"role\":\"user\",\"parts\":[{\"type\":\"thinking\",\"text\":\"secret\"}]} | messages[0]: a USER message cannot hold a THINKING",
                "{\"role\":\"user\",\"parts\":[{\"type\":\"media\",\"medium\":\"image\",\"mimeType\":\"image/png\"}]} | parts[0]: has no content: needs base64, url, object or file",
                "{\"role\":\"user\",\"parts\":[{\"type\":\"media\",\"medium\":\"image\",\"mimeType\":\"png\",\"base64\":\"\"}]} | parts[0].mimeType: mimeType 'png' is no media type",
                "{\"role\":\"user\",\"parts\":[{\"type\":\"media\",\"medium\":\"image\",\"mimeType\":\"a/b\",\"base64\":\"secret!\"}]} | parts[0].base64: is no Base64",
                "{\"role\":\"user\",\"parts\":[{\"type\":\"media\",\"medium\":\"image\",\"mimeType\":\"a/b\",\"url\":\"ftp://x\"}]} | parts[0].url: a media url starts with https",
                "{\"role\":\"user\",\"parts\":[{\"type\":\"media\",\"medium\":\"image\",\"mimeType\":\"a/b\",\"base64\":\"\",\"url\":\"https://x\"}]} | parts[0].url: is not known",
                "{\"role\":\"user\",\"parts\":[{\"type\":\"media\",\"medium\":\"image\",\"mimeType\":\"a/b\",\"file\":{\"id\":\"x\"}}]} | parts[0].file.provider: is missing",
                "{\"role\":\"user\",\"parts\":[{\"type\":\"tool-result\",\"callId\":\"1\",\"name\":\"n\",\"content\":[{\"type\":\"refusal\",\"text\":\"secret\"}]}]} | parts[0].content: a tool result holds text and media, not REFUSAL",
                "{\"role\":\"user\",\"parts\":[{\"type\":\"tool-result\",\"callId\":\"1\",\"name\":\"n\",\"content\":[],\"json\":\"yes\"}]} | parts[0].json: is neither true nor false",
                "{\"role\":\"user\",\"cache\":\"soon\",\"parts\":[{\"type\":\"text\",\"text\":\"secret\"}]} | messages[0].cache: is no length of time",
            })
    void saysWhereAMessageIsNone(String message, String says) {
        ConversationException refused = catchThrowableOfType(
                ConversationException.class,
                () -> Conversation.fromJson("{\"interline\":1,\"messages\":[" + message + "]}"));
        assertThat(refused).hasMessageContaining(says).hasNoCause();
        assertThat(refused.getMessage()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"interline\":1,\"messages\":"})
    void nestingIsBounded(String deep) {
        assertThatThrownBy(() -> Conversation.fromJson(deep.repeat(100_000)))
                .isInstanceOf(ConversationException.class)
                .hasMessageContaining("nested too deep");
    }

    @Test
    void sizeIsBounded() {
        String large = "x".repeat(Conversation.MOST_CHARACTERS);
        Conversation tooLarge = Conversation.EMPTY.plus(large);

        assertThatThrownBy(tooLarge::toJson)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("by reference");
        assertThatThrownBy(() -> Conversation.fromJson(large + "x"))
                .isInstanceOf(ConversationException.class)
                .hasMessageContaining("too long to be read");
        String asLarge = large.substring(1_000);
        assertThat(Conversation.fromJson(Conversation.EMPTY.plus(asLarge).toJson())
                        .messages()
                        .get(0)
                        .text())
                .isEqualTo(asLarge);
    }
}
