package dev.interline.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.ChatResponse;
import dev.interline.Origin;
import dev.interline.error.ChatException;
import dev.interline.wire.Assembler;
import dev.interline.wire.Encoded;
import dev.interline.wire.FrameReader;
import dev.interline.wire.Framing;
import dev.interline.wire.Json;
import dev.interline.wire.Played;
import dev.interline.wire.Recording;
import dev.interline.wire.Refused;
import dev.interline.wire.Task;
import dev.interline.wire.WireFormat;
import dev.interline.wire.frame.Frame;
import dev.interline.wire.frame.Frames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a stream is cut into pieces, and wherever it breaks. */
class GeminiStreamTest {
    private static final String STREAMS = "dev.interline.wire.gemini.GeminiRecordingsTest#streams";

    /** The format without its fast path: every event becomes a tree. */
    static final WireFormat TREES = new WireFormat() {
        @Override
        public String name() {
            return GenerateContent.FORMAT.name();
        }

        @Override
        public Encoded encode(Task task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void decode(JsonNode answer, Assembler out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FrameReader reader(Assembler out) {
            GeminiReader reader = new GeminiReader(out);
            return frame -> reader.event(Json.read(frame.bytes(), frame.offset(), frame.length()));
        }
    };

    static void same(Played played, Played expected) {
        assertThat(played.events()).isEqualTo(expected.events());
        ChatResponse a = played.response();
        ChatResponse b = expected.response();
        assertThat(a.message()).isEqualTo(b.message());
        assertThat(a.stopReason()).isEqualTo(b.stopReason());
        assertThat(a.usage()).isEqualTo(b.usage());
        assertThat(a.usage().vendor()).isEqualTo(b.usage().vendor());
        assertThat(a.details()).isEqualTo(b.details());
        assertThat(a.id()).isEqualTo(b.id());
        assertThat(a.servedModel()).isEqualTo(b.servedModel());
        assertThat(played.finished()).isEqualTo(expected.finished());
    }

    @ParameterizedTest
    @MethodSource(STREAMS)
    void piecesDoNotMatter(String name) {
        byte[] body = Recording.of(name).body();
        Played whole = Played.stream(GenerateContent.FORMAT, Framing.SSE, body);

        same(Played.stream(GenerateContent.FORMAT, Framing.SSE, body, body.length, () -> 1), whole);
        same(Played.stream(GenerateContent.FORMAT, Framing.SSE, body, body.length, () -> 7), whole);
        for (long seed = 0; seed < 10; seed++) {
            same(Played.inPieces(GenerateContent.FORMAT, Framing.SSE, body, seed), whole);
        }
    }

    @ParameterizedTest
    @MethodSource(STREAMS)
    void theFastPathEqualsTheTree(String name) {
        byte[] body = Recording.of(name).body();

        same(Played.stream(GenerateContent.FORMAT, Framing.SSE, body), Played.stream(TREES, Framing.SSE, body));
    }

    /**
     * A cut stream is an error unless Google's own end was there. The two samples of models before 2.0 have a reason to
     * stop in every event, so that after the first one no cut can be told from an end.
     */
    @ParameterizedTest
    @MethodSource(STREAMS)
    void aCutIsNeverAShortAnswer(String name) {
        byte[] body = Recording.of(name).body();
        Played whole = Played.stream(GenerateContent.FORMAT, Framing.SSE, body);
        int end = endOfFirstFinish(body);
        int bare = new String(body, StandardCharsets.ISO_8859_1).indexOf("\n{");
        for (int cut = 0; cut <= body.length; cut++) {
            Played played = Played.stream(GenerateContent.FORMAT, Framing.SSE, body, cut, () -> Integer.MAX_VALUE);
            boolean ended = cut >= end && (bare < 0 || cut <= bare + 1);

            boolean typed = ended
                    || played.failure() instanceof Refused
                    || played.failure() instanceof ChatException
                    || played.failure() instanceof IOException;
            if (played.finished() != ended
                    || !typed
                    || !whole.response().text().startsWith(played.response().text())) {
                fail("cut at byte %d of %s: %s", cut, name, played);
            }
        }
    }

    /** Found without a parser: the last brace of the first line that holds a reason. */
    private static int endOfFirstFinish(byte[] body) {
        int at = 0;
        while (at < body.length) {
            int to = at;
            while (to < body.length && body[to] != '\n') {
                to++;
            }
            String line = new String(Arrays.copyOfRange(body, at, to), StandardCharsets.ISO_8859_1);
            if (line.contains("\"finishReason\"")) {
                return at + line.lastIndexOf('}') + 1;
            }
            at = to + 1;
        }
        return Integer.MAX_VALUE;
    }

    @Test
    void theUsualEventIsReadWithoutATree() throws IOException {
        byte[] body = Recording.of(
                        "vertex-gemini/otel-python-streaming-logcontent-gemini-2-5-flash-vertexaiapi-sync-default-0")
                .body();
        Assembler out = new Assembler(Played.MODEL, new Origin("gemini", "here"), true);
        GeminiDelta common = new GeminiDelta(new ContentParts(out));
        Frames frames = Framing.SSE.open(new ByteArrayInputStream(body)::read);
        StringBuilder taken = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            Frame frame = frames.next();
            boolean read = common.read(frame);
            taken.append(read ? 'f' : 't');
            if (!read) {
                common.seen(Json.read(frame.bytes(), frame.offset(), frame.length()));
            }
        }

        // the first has the head, the second the counts, the last the end
        assertThat(taken).hasToString("ttffft");
    }

    /** Streams in which anything that the fast path looks at may change from one event to the next. */
    @Test
    void theFastPathEqualsTheTreeWhateverChanges() {
        for (long seed = 0; seed < 300; seed++) {
            byte[] body = generated(new Random(seed));

            Played fast = Played.stream(GenerateContent.FORMAT, Framing.SSE, body);
            same(fast, Played.stream(TREES, Framing.SSE, body));
            assertThat(fast.finished()).isTrue();
        }
    }

    private static byte[] generated(Random random) {
        StringBuilder stream = new StringBuilder();
        String[] often = {"1", "1", "1", "1", "1", "2"};
        for (int events = 3 + random.nextInt(20); events >= 0; events--) {
            String text = "{\"text\":\"" + "wörd \\n".substring(random.nextInt(7)) + "\"";
            String thought = random.nextInt(3) == 0 ? ",\"thought\":" + random.nextBoolean() : "";
            String signature = random.nextInt(9) == 0 ? ",\"thoughtSignature\":\"S\"" : "";
            String parts = text + thought + signature + "}" + (random.nextInt(9) == 0 ? ",{\"text\":\"more\"}" : "");
            stream.append("data: {\"candidates\":[{")
                    .append(random.nextInt(9) == 0 ? "\"index\":0," : "")
                    .append("\"content\":{\"role\":\"model\",\"parts\":[")
                    .append(parts)
                    .append("]}")
                    .append(random.nextInt(9) == 0 ? ",\"avgLogprobs\":-0.5" : "")
                    .append(events == 0 ? ",\"finishReason\":\"STOP\"" : "")
                    .append("}],\"usageMetadata\":{\"promptTokenCount\":")
                    .append(often[random.nextInt(6)])
                    .append("},\"modelVersion\":\"m")
                    .append(often[random.nextInt(6)])
                    .append("\",\"createTime\":\"t")
                    .append(often[random.nextInt(6)])
                    .append("\",\"responseId\":\"r")
                    .append(often[random.nextInt(6)])
                    .append("\"}\r\n\r\n");
        }
        return stream.toString().getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("dev.interline.wire.gemini.GeminiRecordingsTest#recordings")
    void aWholeAnswerIsTheSameWhenItIsStreamed(String name) throws IOException {
        Recording recording = Recording.of(name);
        if (recording.streamed() || recording.status() != 200) {
            return;
        }
        JsonNode answer = Json.read(new String(recording.body(), StandardCharsets.UTF_8));
        Played whole = Played.whole(GenerateContent.FORMAT, answer);
        Played streamed = Played.stream(GenerateContent.FORMAT, Framing.SSE, Restreamed.of(answer));

        assertThat(streamed.response().message()).isEqualTo(whole.response().message());
        assertThat(streamed.response().stopReason()).isEqualTo(whole.response().stopReason());
        assertThat(streamed.response().usage()).isEqualTo(whole.response().usage());
        assertThat(streamed.response().details()).isEqualTo(whole.response().details());
        assertThat(streamed.shownText()).isEqualTo(whole.response().text());
    }
}
