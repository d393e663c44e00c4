package dev.interline.bedrock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.ChatModel;
import dev.interline.error.NotFoundException;
import dev.interline.error.UnavailableException;
import dev.interline.wire.Framing;
import dev.interline.wire.Refused;
import dev.interline.wire.frame.Bytes;
import dev.interline.wire.frame.Frame;
import dev.interline.wire.frame.Frames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;

class EventStreamTest {
    private static final String UNKNOWN =
            "{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"},\"Version\":\"1.0\"}";

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4096})
    void chunksHoldTheEventsOfAnotherFormat(int piece) throws IOException {
        Frames frames = Framing.CHUNKS.open(
                pieces(piece, chunk("{\"type\":\"message_start\"}"), chunk("{\"type\":\"ping\",\"text\":\"Zürich\"}")));

        List<String> events = new ArrayList<>();
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
            assertThat(frame.kind()).isEqualTo(Frame.Kind.EVENT);
            events.add(frame.text());
        }
        assertThat(events).containsExactly("{\"type\":\"message_start\"}", "{\"type\":\"ping\",\"text\":\"Zürich\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4096})
    void plainJsonInPlaceOfAStreamIsARefusal(int piece) {
        Frames frames = Framing.EVENT_STREAM.open(pieces(piece, UNKNOWN.getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(frames::next)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(Said.of(refused.refusal()).code()).isEqualTo("UnknownOperationException"));
    }

    @ParameterizedTest
    @EnumSource(BedrockFormat.class)
    void aPathThatAwsDoesNotKnowIsAnErrorWhateverTheStatusSays(BedrockFormat format) {
        try (Wire wire = new Wire().answers(okJson(UNKNOWN))) {
            Bedrock bedrock = wire.bedrock().apiKey("a-key");

            assertThatThrownBy(() -> Wire.ask(bedrock.model(
                            "anthropic.claude-sonnet-5", it -> it.format(format).reasons(false))))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("check endpoint and format");
            assertThatThrownBy(() -> bedrock.model("anthropic.claude-sonnet-5", it -> it.format(format)).stream("Hi"))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("check endpoint and format");
        }
    }

    @Test
    void aFrameThatClaimsToBeTooLargeEndsTheCallAtOnce() {
        for (int[] claim : new int[][] {{30 << 20, 0}, {1 << 20, 200 << 10}}) {
            ByteBuffer prelude = ByteBuffer.allocate(12).putInt(claim[0]).putInt(claim[1]);
            CRC32 crc = new CRC32();
            crc.update(prelude.array(), 0, 8);
            byte[] body = prelude.putInt((int) crc.getValue()).array();
            try (Wire wire = new Wire()
                    .answers(aResponse()
                            .withHeader("Content-Type", "application/vnd.amazon.eventstream")
                            .withBody(body))) {
                ChatModel model =
                        wire.bedrock().apiKey("a-key").model("amazon.nova-lite-v1:0", it -> it.reasons(false));
                assertThatThrownBy(() -> model.stream("Hi").response())
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContaining("a frame of the event stream claims " + claim[0] + " bytes");
            }
        }
    }

    @Test
    void anEventStreamGoesThroughAsItIs() throws IOException {
        Frames frames = Framing.EVENT_STREAM.open(pieces(
                7,
                message(Map.of(":message-type", "event", ":event-type", "messageStart"), "{\"role\":\"assistant\"}")));

        Frame frame = frames.next();
        assertThat(frame.type()).isEqualTo("messageStart");
        assertThat(frame.text()).isEqualTo("{\"role\":\"assistant\"}");
        assertThat(frames.next()).isNull();
    }

    @Test
    void aBadStatusOnAStreamIsReadAsAnywhere() {
        try (Wire wire = new Wire()
                .answers(aResponse()
                        .withStatus(404)
                        .withHeader("x-amzn-ErrorType", "ResourceNotFoundException")
                        .withBody("{\"message\":\"gone\"}"))) {
            assertThatThrownBy(() -> wire.bedrock().apiKey("a-key").model("amazon.nova-lite-v1:0").stream("Hi"))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("gone");
        }
    }

    private static byte[] chunk(String event) {
        String bytes = Base64.getEncoder().encodeToString(event.getBytes(StandardCharsets.UTF_8));
        return message(
                Map.of(":message-type", "event", ":event-type", "chunk", ":content-type", "application/json"),
                "{\"bytes\":\"" + bytes + "\",\"p\":\"abc\"}");
    }

    private static byte[] message(Map<String, String> headers, String payload) {
        Map<String, HeaderValue> values = new TreeMap<>();
        headers.forEach((name, value) -> values.put(name, HeaderValue.fromString(value)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Message(values, payload.getBytes(StandardCharsets.UTF_8)).encode(out);
        return out.toByteArray();
    }

    private static Bytes pieces(int piece, byte[]... messages) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            all.writeBytes(message);
        }
        ByteArrayInputStream in = new ByteArrayInputStream(all.toByteArray());
        return (into, offset, length) -> in.read(into, offset, Math.min(piece, length));
    }
}
