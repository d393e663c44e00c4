package dev.interline.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the vectors, however its bytes are cut up. */
class SseVectorsTest {
    record Case(String name, JsonNode json) {
        @Override
        public String toString() {
            return name;
        }

        List<byte[]> chunks() {
            List<byte[]> chunks = new ArrayList<>();
            for (JsonNode chunk : json.path("chunks")) {
                if (chunk.isTextual()) chunks.add(Base64.getDecoder().decode(chunk.asText()));
                else
                    chunks.add(new String(
                                    Base64.getDecoder()
                                            .decode(chunk.path("repeat").asText()),
                                    StandardCharsets.ISO_8859_1)
                            .repeat(chunk.path("times").asInt())
                            .getBytes(StandardCharsets.ISO_8859_1));
            }
            return chunks;
        }

        byte[] body() {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            chunks().forEach(body::writeBytes);
            return body.toByteArray();
        }
    }

    record Event(String type, int length, String sha256, String data, String lastEventId) {}

    static Stream<Case> cases() throws IOException {
        try (InputStream file = SseVectorsTest.class.getResourceAsStream("/vectors/sse/cases.json")) {
            JsonNode cases = new ObjectMapper().readTree(file);
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(c -> new Case(c.path("name").asText(), c));
        }
    }

    @Test
    void allCasesAreThere() throws IOException {
        assertThat(cases()).hasSize(82);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void inTheGivenChunks(Case given) throws IOException {
        Pieces pieces = new Pieces(given.chunks());
        JsonNode counts = given.json().path("expected").path("eventsAfterChunk");
        int[] deliveredBefore = new int[given.chunks().size() + 1];
        SseFrames frames = standard(pieces);
        List<Event> events = new ArrayList<>();
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
            events.add(event(frame, frames));
            // An event that came out when so many chunks had been read was there after each later chunk, too.
            for (int chunk = pieces.read(); chunk < deliveredBefore.length; chunk++) deliveredBefore[chunk]++;
        }
        assertAnswer(given, events, frames);
        for (int i = 0; i < counts.size(); i++)
            assertThat(deliveredBefore[i + 1])
                    .as("events after chunk %d", i)
                    .isEqualTo(counts.get(i).asInt());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void joined(Case given) throws IOException {
        SseFrames frames = standard(Pieces.whole(given.body()));
        assertAnswer(given, events(frames), frames);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneByteAtATime(Case given) throws IOException {
        SseFrames frames = standard(Pieces.ofSize(given.body(), 1));
        assertAnswer(given, events(frames), frames);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void inRandomPieces(Case given) throws IOException {
        for (long seed = 0; seed < 10; seed++) {
            SseFrames frames = standard(Pieces.random(given.body(), seed));
            assertAnswer(given, events(frames), frames);
        }
    }

    /** Lenient rules change nothing but what is said to change: one more event, marked as unfinished. */
    @ParameterizedTest
    @MethodSource("cases")
    void leniently(Case given) throws IOException {
        for (int size : new int[] {1, 7, Integer.MAX_VALUE}) {
            SseFrames frames = new SseFrames(Pieces.ofSize(given.body(), size));
            List<Event> finished = new ArrayList<>();
            List<String> all = new ArrayList<>();
            for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                if (!frame.unfinished()) finished.add(event(frame, frames));
                all.add(frame.text());
            }
            assertAnswer(given, finished, frames);
            JsonNode lenient = given.json().path("llm").path("lenientData");
            for (int i = 0; i < lenient.size(); i++)
                assertThat(all.get(i)).isEqualTo(lenient.get(i).asText());
            if (lenient.isArray()) assertThat(all).hasSize(lenient.size());
        }
    }

    private static SseFrames standard(Bytes source) {
        return new SseFrames(source, SseRules.STANDARD, () -> {});
    }

    private static List<Event> events(SseFrames frames) throws IOException {
        List<Event> events = new ArrayList<>();
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) events.add(event(frame, frames));
        return events;
    }

    private static Event event(Frame frame, SseFrames frames) {
        String data = frame.text();
        String type = frame.type() == null ? "message" : frame.type();
        return new Event(type, data.length(), sha256(data), data, frames.lastEventId());
    }

    private static void assertAnswer(Case given, List<Event> events, SseFrames frames) {
        JsonNode expected = given.json().path("expected");
        assertThat(events).as(given.json().path("why").asText()).hasSameSizeAs(expected.path("events"));
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            JsonNode wanted = expected.path("events").get(i);
            assertThat(event.type()).isEqualTo(wanted.path("type").asText());
            assertThat(event.lastEventId()).isEqualTo(wanted.path("lastEventId").asText());
            if (wanted.has("data")) {
                assertThat(event.data()).isEqualTo(wanted.path("data").asText());
            } else {
                assertThat(event.length()).isEqualTo(wanted.path("dataLength").asInt());
                assertThat(event.sha256()).isEqualTo(wanted.path("dataSha256").asText());
            }
        }
        assertThat(frames.lastEventId()).isEqualTo(expected.path("lastEventId").asText());
        JsonNode retry = expected.path("retry");
        if (retry.isNull()) assertThat(frames.retry()).isEmpty();
        else assertThat(frames.retry()).hasValue(retry.asLong());
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
