package dev.interline.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.interline.wire.frame.Frame.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;
import software.amazon.awssdk.eventstream.MessageDecoder;

/** Frames of others: of smithy-rs, of the live service, and streams with a known fault. */
class EventStreamVectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<String> recorded() {
        return List.of(
                "converse-stream-gpt-oss-empty-text-then-reasoning",
                "converse-stream-redacted-thinking-claude",
                "converse-stream-text-nova",
                "converse-stream-thinking-with-signature-claude",
                "converse-stream-tool-use-nova-with-server-tool");
    }

    static Stream<String> made() throws IOException {
        List<String> whole = new ArrayList<>();
        json("made/index.json").properties().forEach(entry -> {
            if (entry.getValue().has("messages")) whole.add(entry.getKey());
        });
        assertThat(whole).hasSize(8);
        return whole.stream();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void recordedStreams(String name) throws IOException {
        assertStream(file("recorded/" + name + ".bin"), json("recorded/" + name + ".json"));
    }

    @ParameterizedTest
    @MethodSource("made")
    void madeStreams(String name) throws IOException {
        assertStream(file("made/" + name + ".bin"), json("made/index.json").path(name));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void recordedStreamsReadAsTheSdkReadsThem(String name) throws IOException {
        byte[] body = file("recorded/" + name + ".bin");
        List<Message> theirs = new ArrayList<>();
        new MessageDecoder(theirs::add).feed(body);
        EventStreamFrames ours = new EventStreamFrames(Pieces.ofSize(body, 7));

        for (Message message : theirs) {
            Frame frame = next(ours);
            assertThat(frame.text()).isEqualTo(new String(message.getPayload(), StandardCharsets.UTF_8));
            message.getHeaders()
                    .forEach((header, value) -> assertThat(frame.header(header)).isEqualTo(value.getString()));
            assertThat(frame.type())
                    .isEqualTo(message.getHeaders().get(":event-type").getString());
        }
        assertThat(ours.next()).isNull();
    }

    @Test
    void ofTwoHeadersWithOneNameTheSdkTakesTheLast() {
        List<Message> theirs = new ArrayList<>();
        new MessageDecoder(theirs::add)
                .feed(new Framed().text("a", "1").text("a", "2").with(new byte[0]));

        assertThat(theirs.get(0).getHeaders()).isEqualTo(Map.of("a", HeaderValue.fromString("2")));
    }

    @Test
    void headersOfAllTypes() throws IOException {
        Frame frame =
                next(new EventStreamFrames(Pieces.whole(file("smithy-rs/valid_with_all_headers_and_payload.bin"))));

        Map<String, String> headers = new HashMap<>();
        for (String name :
                List.of("true", "false", "byte", "short", "int", "long", "bytes", "str", "time", "uuid", "none"))
            headers.put(name, String.valueOf(frame.header(name)));
        assertThat(headers)
                .isEqualTo(Map.ofEntries(
                        Map.entry("true", "true"),
                        Map.entry("false", "false"),
                        Map.entry("byte", "50"),
                        Map.entry("short", "20000"),
                        Map.entry("int", "500000"),
                        Map.entry("long", "50000000000"),
                        Map.entry("bytes", "c29tZSBieXRlcw=="),
                        Map.entry("str", "some str"),
                        Map.entry("time", "1970-02-27T20:53:20Z"),
                        Map.entry("uuid", "b79bc914-de21-4e13-b8b2-bc47e85b7f0b"),
                        Map.entry("none", "null")));
        assertThat(frame.text()).isEqualTo("some payload");
        assertThat(frame.kind()).isEqualTo(Kind.EVENT);
        assertThat(frame.type()).isNull();
    }

    @Test
    void noPayload() throws IOException {
        Frame frame = next(new EventStreamFrames(Pieces.whole(file("smithy-rs/valid_empty_payload.bin"))));

        assertThat(frame.length()).isZero();
        assertThat(frame.text()).isEmpty();
    }

    @Test
    void noHeaders() throws IOException {
        Frame frame = next(new EventStreamFrames(Pieces.whole(file("smithy-rs/valid_no_headers.bin"))));

        assertThat(frame.header("str")).isNull();
        assertThat(frame.text()).isEqualTo("another test payload");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid_header_name_length",
                "invalid_header_name_length_too_long",
                "invalid_header_string_length_cut_off",
                "invalid_header_string_value_length",
                "invalid_header_value_type",
                "invalid_headers_length",
                "invalid_message_checksum",
                "invalid_prelude_checksum"
            })
    void brokenFrames(String name) throws IOException {
        byte[] body = file("smithy-rs/" + name + ".bin");
        for (Pieces pieces : cuts(body))
            assertThatThrownBy(() -> new EventStreamFrames(pieces).next()).isInstanceOf(FrameException.class);
    }

    @Test
    void aStreamThatIsCutOff() throws IOException {
        assertFails("truncated-final-frame", 13, "ended inside a frame");
    }

    @Test
    void aStreamWithAFlippedBit() throws IOException {
        assertFails("flipped-bit-in-second-frame", 1, "message checksum");
    }

    private static void assertFails(String name, int goodFrames, String reason) throws IOException {
        for (Pieces pieces : cuts(file("made/" + name + ".bin"))) {
            EventStreamFrames frames = new EventStreamFrames(pieces);
            for (int i = 0; i < goodFrames; i++) next(frames);
            assertThatThrownBy(frames::next).isInstanceOf(FrameException.class).hasMessageContaining(reason);
        }
    }

    private static void assertStream(byte[] body, JsonNode expected) throws IOException {
        assertThat(body).hasSize(expected.path("bytes").asInt());
        for (Pieces pieces : cuts(body)) {
            EventStreamFrames frames = new EventStreamFrames(pieces);
            for (JsonNode message : expected.path("messages")) assertMessage(next(frames), message);
            assertThat(frames.next()).isNull();
        }
    }

    private static void assertMessage(Frame frame, JsonNode message) throws IOException {
        JsonNode headers = message.path("headers");
        headers.properties()
                .forEach(header -> assertThat(frame.header(header.getKey()))
                        .isEqualTo(header.getValue().asText()));
        String kind = headers.path(":message-type").asText();
        assertThat(frame.kind()).isEqualTo(Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
        assertThat(frame.type())
                .isEqualTo(headers.path(kind.equals("error") ? ":error-code" : ":" + kind + "-type")
                        .asText());
        JsonNode payload = JSON.readTree(frame.bytes(), frame.offset(), frame.length());
        assertThat(payload instanceof MissingNode ? JSON.nullNode() : payload).isEqualTo(message.path("payload"));
    }

    /** The body in one piece, byte by byte, by sevens, and in random pieces. */
    private static List<Pieces> cuts(byte[] body) {
        List<Pieces> cuts =
                new ArrayList<>(List.of(Pieces.whole(body), Pieces.ofSize(body, 1), Pieces.ofSize(body, 7)));
        IntStream.range(0, 20).forEach(seed -> cuts.add(Pieces.random(body, seed)));
        return cuts;
    }

    private static Frame next(Frames frames) throws IOException {
        Frame frame = frames.next();
        assertThat(frame).isNotNull();
        return frame;
    }

    private static JsonNode json(String name) throws IOException {
        return JSON.readTree(file(name));
    }

    private static byte[] file(String name) {
        try (InputStream file = EventStreamVectorsTest.class.getResourceAsStream("/vectors/eventstream/" + name)) {
            assertThat(file).as(name).isNotNull();
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
