package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ChatEvent;
import dev.interline.error.ChatException;
import dev.interline.wire.anthropic.Messages;
import dev.interline.wire.converse.Converse;
import dev.interline.wire.frame.Frame;
import dev.interline.wire.gemini.GenerateContent;
import dev.interline.wire.openai.ChatCompletions;
import dev.interline.wire.openai.Responses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An event means the same whether one like it came before or not. */
class StencilTest {

    /** A stream of a format: a usual event with a place for its text, and one that is not usual. */
    record Talk(
            String name,
            WireFormat format,
            @Nullable String type,
            String usual,
            @Nullable String otherType,
            String other) {

        Given say(String text) {
            return bytes(usual.replace("%", text));
        }

        Given bytes(String event) {
            return new Given(type, event.getBytes(StandardCharsets.UTF_8));
        }

        Given interrupt() {
            return new Given(otherType, other.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Talk> talks() {
        return List.of(
                new Talk(
                        "chat",
                        ChatCompletions.FORMAT,
                        null,
                        "{\"choices\":[{\"index\":0,\"content_filter_results\":{\"hate\":{\"filtered\":false}},"
                                + "\"delta\":{\"content\":\"%\"},\"finish_reason\":null}],\"created\":17,\"id\":\"chatcmpl-1\","
                                + "\"obfuscation\":\"Za9\",\"usage\":null}",
                        null,
                        "{\"choices\":[],\"unheard_of\":{}}"),
                new Talk(
                        "responses",
                        Responses.FORMAT,
                        "response.output_text.delta",
                        "{\"type\":\"response.output_text.delta\",\"content_index\":0,\"delta\":\"%\",\"item_id\":\"msg_0\","
                                + "\"logprobs\":[],\"obfuscation\":\"n0L\",\"output_index\":1,\"sequence_number\":41}",
                        "response.unheard_of",
                        "{\"type\":\"response.unheard_of\"}"),
                messages("messages", "{\"type\":\"text_delta\",\"text\":\"%\"}   "),
                messages("thoughts", "{\"type\":\"thinking_delta\",\"thinking\":\"%\"}"),
                new Talk(
                        "converse",
                        Converse.FORMAT,
                        "contentBlockDelta",
                        "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"%\"},\"p\":\"abcdef\"}",
                        "messageStart",
                        "{\"role\":\"assistant\"}"),
                new Talk(
                        "gemini",
                        GenerateContent.FORMAT,
                        null,
                        "{\"candidates\": [{\"content\": {\"role\": \"model\",\"parts\": [{\"text\": \"%\"}]}}],"
                                + "\"usageMetadata\": {\"trafficType\": \"ON_DEMAND\"},\"modelVersion\": \"gemini-x\"}",
                        null,
                        "{}"));
    }

    private static Talk messages(String name, String delta) {
        return new Talk(
                name,
                Messages.FORMAT,
                "content_block_delta",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":" + delta + "}",
                "ping",
                "{\"type\": \"ping\"}");
    }

    /** A frame with these bytes in the middle of a buffer. */
    static final class Given implements Frame {
        private final @Nullable String type;
        private final byte[] data;

        Given(@Nullable String type, byte[] data) {
            this.type = type;
            this.data = data;
        }

        @Override
        public Kind kind() {
            return Kind.EVENT;
        }

        @Override
        public @Nullable String type() {
            return type;
        }

        @Override
        public byte[] bytes() {
            byte[] buffer = new byte[data.length + 9];
            buffer[4] = '"';
            System.arraycopy(data, 0, buffer, 5, data.length);
            return buffer;
        }

        @Override
        public int offset() {
            return 5;
        }

        @Override
        public int length() {
            return data.length;
        }
    }

    private record Read(List<ChatEvent> events, List<Object> essence, String failure) {}

    private static Read play(Talk talk, List<Given> frames) {
        Assembler out = new Assembler(Played.MODEL, talk.format().origin(Played.MODEL), true);
        FrameReader reader = talk.format().reader(out);
        List<ChatEvent> events = new ArrayList<>();
        String failure = "";
        try {
            for (Given frame : frames) {
                reader.read(frame);
            }
        } catch (IOException | Refused | ChatException e) {
            failure = e.getClass().getName();
        }
        for (ChatEvent event = out.poll(); event != null; event = out.poll()) {
            events.add(event);
        }
        Played played = new Played(out.response().build(), events, null);
        return new Read(events, played.essence(), failure);
    }

    /** What becomes of an event behind two that are alike, and what becomes of it when a parser reads each. */
    private static void assertSame(Talk talk, Given event, String what) {
        Given interrupt = talk.interrupt();
        Read after = play(talk, List.of(interrupt, talk.say("One"), talk.say("Two"), event, talk.say("four")));
        Read alone = play(
                talk,
                List.of(
                        interrupt,
                        talk.say("One"),
                        interrupt,
                        talk.say("Two"),
                        interrupt,
                        event,
                        interrupt,
                        talk.say("four")));

        assertThat(after).as(what).isEqualTo(alone);
    }

    @ParameterizedTest
    @MethodSource("talks")
    void whateverByteIsAnotherOne(Talk talk) {
        byte[] usual = talk.say("three").data;
        for (String put : List.of("", "\"", "\\", "}", " ", "0", "x", "\u0001", "é")) {
            for (int at = 0; at <= usual.length; at++) {
                for (int gone = 0; gone <= 1 && at + gone <= usual.length; gone++) {
                    byte[] damaged = put(usual, at, gone, put.getBytes(StandardCharsets.UTF_8));
                    assertSame(talk, new Given(talk.type(), damaged), new String(damaged, StandardCharsets.UTF_8));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("talks")
    void bytesThatAreNoText(Talk talk) {
        byte[] usual = talk.say("three").data;
        int at = talk.say("").data.length - talk.usual().indexOf('%');
        for (byte[] put : new byte[][] {{(byte) 0x80}, {(byte) 0xC3}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {0}}) {
            byte[] damaged = put(usual, usual.length - at, 0, put);
            assertSame(talk, new Given(talk.type(), damaged), "bytes " + Arrays.toString(put));
        }
    }

    private static byte[] put(byte[] into, int at, int gone, byte[] what) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(into, 0, at);
        all.writeBytes(what);
        all.write(into, at + gone, into.length - at - gone);
        return all.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("talks")
    void whateverTheTextIs(Talk talk) {
        for (String text : List.of(
                "",
                " ",
                "%",
                "line\\n",
                "\\\"so\\\"",
                "a\\\\b\\/c\\td\\r",
                "\\u00e9t\\u00e9",
                "\\ud83d\\ude00",
                "été",
                "日本語",
                "😀",
                "\uFFFD",
                "\\b\\f",
                "\\x",
                "é\\n",
                "\\né",
                "content",
                "text",
                "delta",
                "p",
                "{}")) {
            assertSame(talk, talk.say(text), text);
        }
    }

    /** The same again, with a first event that is unlike the others. */
    @ParameterizedTest
    @MethodSource("talks")
    void whateverWasLearned(Talk talk) {
        Given interrupt = talk.interrupt();
        for (String first : List.of("", "été", "a\\nb", "content", "text", "p", "日本語", "\\\"")) {
            Read after = play(talk, List.of(interrupt, talk.say(first), talk.say("two"), talk.say("three")));
            Read alone = play(
                    talk,
                    List.of(interrupt, talk.say(first), interrupt, talk.say("two"), interrupt, talk.say("three")));

            assertThat(after).as(first).isEqualTo(alone);
        }
    }

    /** Found by Jazzer: a document without a text, and what looks like one behind it. */
    @ParameterizedTest
    @MethodSource("talks")
    void whatFollowsADocumentIsNoText(Talk talk) {
        for (String document : List.of("{}", talk.usual().replace("%", ""))) {
            for (String behind : List.of(" {\"%\": \"One\"}", " {\"%\": \"One}", " {\"%\": \"\"}")) {
                for (String field : List.of("text", "content", "delta", "thinking")) {
                    Given first = talk.bytes(document + behind.replace("%", field));
                    Given second =
                            talk.bytes(document + behind.replace("%", field).replace("One", "Two"));
                    Given interrupt = talk.interrupt();
                    Read after = play(talk, List.of(interrupt, talk.say("A"), first, second));
                    Read alone = play(talk, List.of(interrupt, talk.say("A"), interrupt, first, interrupt, second));

                    assertThat(after).as(document + behind + field).isEqualTo(alone);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "word", "line\\n", "été", "\\\"so\\\""})
    void whatDiffersInItsTextAloneFits(String text) {
        Stencil stencil = new Stencil("number", "filling");
        Given first = like(" the", "7", "abc", "");
        stencil.learn(first, "text", " the");

        assertThat(stencil.read(first)).isEqualTo(" the");
        assertThat(stencil.read(like(text, "1234", "", "    ")))
                .isEqualTo(text.replace("\\n", "\n").replace("\\\"", "\""));
    }

    @Test
    void whatDiffersInAnythingElseDoesNot() {
        Stencil stencil = new Stencil("number", "filling");
        assertThat(stencil.read(like("a", "1", "x", ""))).isNull();
        stencil.learn(like("a", "1", "x", ""), "text", "a");

        assertThat(stencil.read(like("a", "01", "x", ""))).isNull();
        assertThat(stencil.read(like("a", "-1", "x", ""))).isNull();
        assertThat(stencil.read(like("a", "1", "\\n", ""))).isNull();
        assertThat(stencil.read(like("a", "1", "é", ""))).isNull();
        assertThat(stencil.read(like("a\",\"more\":\"b", "1", "x", ""))).isNull();
        assertThat(stencil.read(like("a", "1", "x", "}"))).isNull();
        assertThat(stencil.read(like("a", "1", "x", ""))).isEqualTo("a");

        stencil.forget();
        assertThat(stencil.read(like("a", "1", "x", ""))).isNull();
    }

    @Test
    void aFieldThatComesTwiceIsNotLearned() {
        Stencil stencil = new Stencil();
        Given twice = new Given(null, "{\"text\":\"a\",\"text\":\"b\"}".getBytes(StandardCharsets.UTF_8));
        stencil.learn(twice, "text", "b");

        assertThat(stencil.read(twice)).isNull();
    }

    /** With escapes about, a quotation mark may be anything. */
    @Test
    void aNameThatOnlyEndsLikeTheFieldIsNotLearned() {
        Stencil stencil = new Stencil();
        Given fake = new Given(null, "{\"x\\\"text\":\"a\",\"te\\u0078t\":\"b\"}".getBytes(StandardCharsets.UTF_8));
        stencil.learn(fake, "text", "b");

        assertThat(stencil.read(fake)).isNull();
    }

    private static Given like(String text, String number, String filling, String blanks) {
        return new Given(
                null,
                ("{\"number\":" + number + ",\"of\":{\"text\": \"" + text + "\"},\"filling\":\"" + filling + "\""
                                + blanks + "}")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
