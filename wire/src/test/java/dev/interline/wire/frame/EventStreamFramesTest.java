package dev.interline.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.wire.frame.Frame.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamFramesTest {

    @Test
    void aFrameIsDeliveredWithoutReadingOn() throws IOException {
        Pieces body = new Pieces(List.of(Framed.event("a", "{}"), Framed.event("b", "[]")));
        EventStreamFrames frames = new EventStreamFrames(body);

        assertThat(next(frames).type()).isEqualTo("a");
        assertThat(body.read()).isEqualTo(1);
        assertThat(next(frames).type()).isEqualTo("b");
        assertThat(frames.next()).isNull();
        assertThat(frames.next()).isNull();
    }

    @Test
    void thePayloadIsAViewIntoOneBuffer() throws IOException {
        EventStreamFrames frames = frames(Framed.event("delta", "{\"n\":1}"), Framed.event("delta", "{\"n\":2}"));

        Frame first = next(frames);
        byte[] buffer = first.bytes();
        String type = first.type();
        Frame second = next(frames);
        assertThat(second).isSameAs(first);
        assertThat(second.bytes()).isSameAs(buffer);
        assertThat(second.type()).isSameAs(type);
        assertThat(second.text()).isEqualTo("{\"n\":2}");
    }

    @Test
    void exceptionsAndErrorsAreToldApart() throws IOException {
        byte[] exception = new Framed()
                .text(":exception-type", "throttlingException")
                .text(":message-type", "exception")
                .with("{\"message\":\"slow down\"}".getBytes(StandardCharsets.UTF_8));
        byte[] error = new Framed()
                .text(":error-code", "InternalFailure")
                .text(":error-message", "sörry")
                .text(":message-type", "error")
                .with(new byte[0]);
        EventStreamFrames frames = frames(exception, error);

        Frame frame = next(frames);
        assertThat(frame.kind()).isEqualTo(Kind.EXCEPTION);
        assertThat(frame.type()).isEqualTo("throttlingException");
        assertThat(frame.text()).isEqualTo("{\"message\":\"slow down\"}");
        next(frames);
        assertThat(frame.kind()).isEqualTo(Kind.ERROR);
        assertThat(frame.type()).isEqualTo("InternalFailure");
        assertThat(frame.header(":error-message")).isEqualTo("sörry");
        assertThat(frame.length()).isZero();
        assertThat(frame.unfinished()).isFalse();
    }

    /** Headers are understood once as long as they stay the same: what stands there must always be of this frame. */
    @Test
    void headersOfFramesInAnyOrder() throws IOException {
        byte[] event = Framed.event("contentBlockDelta", "{}");
        byte[] other = Framed.event("contentBlockStops", "{}");
        byte[] error = new Framed()
                .text(":message-type", "error")
                .text(":error-code", "429")
                .with("{}".getBytes(StandardCharsets.UTF_8));
        byte[] endless = new Framed()
                .text(":message-type", "exception")
                .text(":exception-type", "throttlingException")
                .text("x", "x".repeat(2_000))
                .with("{}".getBytes(StandardCharsets.UTF_8));
        byte[] bare = new Framed().with("{}".getBytes(StandardCharsets.UTF_8));
        List<byte[]> frames = List.of(bare, event, event, other, error, error, endless, bare, endless, endless, event);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        frames.forEach(body::writeBytes);

        Frames read = new EventStreamFrames(new ByteArrayInputStream(body.toByteArray())::read);
        List<String> seen = new ArrayList<>();
        for (Frame frame = read.next(); frame != null; frame = read.next()) {
            seen.add(frame.kind() + " " + frame.type() + " " + frame.header(":message-type"));
        }

        String throttled = "EXCEPTION throttlingException exception";
        assertThat(seen)
                .containsExactly(
                        "EVENT null null",
                        "EVENT contentBlockDelta event",
                        "EVENT contentBlockDelta event",
                        "EVENT contentBlockStops event",
                        "ERROR 429 error",
                        "ERROR 429 error",
                        throttled,
                        "EVENT null null",
                        throttled,
                        throttled,
                        "EVENT contentBlockDelta event");
    }

    @Test
    void aMessageTypeNobodyKnowsIsNotTakenForAnEvent() {
        assertThatThrownBy(frames(new Framed().text(":message-type", "farewell").with(new byte[0]))::next)
                .isInstanceOf(FrameException.class)
                .hasMessageContaining(":message-type");
    }

    @Test
    void ofTwoHeadersWithOneNameTheLastCounts() throws IOException {
        Frame frame = next(frames(new Framed().text("a", "1").text("a", "2").with(new byte[0])));

        assertThat(frame.header("a")).isEqualTo("2");
        assertThat(frame.header("b")).isNull();
    }

    @Test
    void aHeaderNameBeyondAsciiIsFound() throws IOException {
        Frame frame = next(frames(new Framed().text("größe", "groß").with(new byte[0])));

        assertThat(frame.header("größe")).isEqualTo("groß");
        assertThat(frame.header("grösse")).isNull();
    }

    /** Headers that do not decode, in frames whose checksums are right. */
    @ParameterizedTest
    @CsvSource({
        "no name, 0 7 0 1 97",
        "cut off in its name, 9 97 98 99 100",
        "not UTF-8, 2 195 40 0",
        "not UTF-8, 1 97 7 0 2 195 40",
        "type 0x60, 1 97 96",
        "length of its value, 1 97 7 0",
        "length of its value, 1 97 6",
        "cut off in its value, 1 97 7 0 5 97 98",
        "cut off in its value, 1 97 6 255 255 97",
        "cut off in its value, 1 97 2",
        "cut off in its value, 1 97 3 0",
        "cut off in its value, 1 97 4 0 0 0",
        "cut off in its value, 1 97 5 0 0 0 0",
        "cut off in its value, 1 97 8 0 0 0 0 0 0 0",
        "cut off in its value, 1 97 9 0 0 0 0 0 0 0",
    })
    void aBrokenHeaderIsRefused(String reason, String bytes) {
        int[] raw = Arrays.stream(bytes.split(" ")).mapToInt(Integer::parseInt).toArray();
        EventStreamFrames frames = frames(new Framed().raw(raw).with(new byte[40]));

        assertThatThrownBy(frames::next).isInstanceOf(FrameException.class).hasMessageContaining(reason);
        assertThatThrownBy(frames::next).isInstanceOf(FrameException.class).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "15, 0",
        "0, 0",
        "-1, 0",
        "100, 85",
        "100, -1",
        "200000, 131073",
        "25165841, 0",
        "2147483647, 0",
        "-2147483648, -2147483648"
    })
    void lengthsAreCheckedBeforeRoomIsMade(int total, int headers) {
        EventStreamFrames frames = frames(Framed.prelude(total, headers));

        assertThatThrownBy(frames::next)
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("claims " + Integer.toUnsignedString(total) + " bytes");
    }

    @Test
    void theLargestFrameAllowedIsRead() throws IOException {
        byte[] payload = new byte[25_165_824];
        ThreadLocalRandom.current().nextBytes(payload);
        Frame frame = next(frames(new Framed().text("a", "b").with(payload)));

        assertThat(Arrays.equals(
                        frame.bytes(), frame.offset(), frame.offset() + frame.length(), payload, 0, payload.length))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 11, 12, 13, 40})
    void anEndInsideAFrameIsAnError(int length) throws IOException {
        byte[] frame = Framed.event("delta", "{\"n\":1}");
        EventStreamFrames frames = frames(frame, Arrays.copyOf(frame, length));

        next(frames);
        assertThatThrownBy(frames::next)
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("after " + length + " of its ");
    }

    @Test
    void everyFlippedBitIsFound() {
        byte[] frame = Framed.event("delta", "{\"n\":1}");
        for (int bit = 0; bit < 8 * frame.length; bit++) {
            byte[] damaged = frame.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(frames(damaged)::next)
                    .isInstanceOf(FrameException.class)
                    .hasMessageContaining("checksum");
        }
    }

    @Test
    void aBodyThatIsNoEventStreamSaysSo() {
        byte[] html = "<html><body>Bad gateway</body></html>".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(frames(html)::next)
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("no event stream")
                .hasMessageNotContaining("gateway");
    }

    @Test
    void everyByteIsASignOfLife() throws IOException {
        List<String> signs = new ArrayList<>();
        EventStreamFrames frames =
                new EventStreamFrames(Pieces.ofSize(Framed.event("a", "{}"), 20), () -> signs.add("read"));

        next(frames);
        assertThat(signs).hasSize(3);
        assertThat(frames.next()).isNull();
        assertThat(signs).hasSize(3);
    }

    @Test
    void aReadThatFailsLosesNothing() throws IOException {
        Pieces pieces = Pieces.ofSize(Framed.event("a", "{}"), 20);
        int[] reads = {0};
        EventStreamFrames frames = new EventStreamFrames((into, offset, length) -> {
            if (++reads[0] == 2) throw new SocketTimeoutException("silence");
            return pieces.read(into, offset, length);
        });

        assertThatThrownBy(frames::next).hasMessage("silence");
        assertThat(next(frames).text()).isEqualTo("{}");
    }

    @Test
    void framesOfAllSizesFollowEachOther() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = 0; size < 20_000; size += 487) body.writeBytes(Framed.event("e" + size, "x".repeat(size)));
        EventStreamFrames frames = new EventStreamFrames(Pieces.random(body.toByteArray(), 1));

        for (int size = 0; size < 20_000; size += 487) {
            Frame frame = next(frames);
            assertThat(frame.type()).isEqualTo("e" + size);
            assertThat(frame.text()).isEqualTo("x".repeat(size));
        }
        assertThat(frames.next()).isNull();
    }

    private static EventStreamFrames frames(byte[]... parts) {
        return new EventStreamFrames(new Pieces(List.of(parts)));
    }

    private static Frame next(Frames frames) throws IOException {
        Frame frame = frames.next();
        assertThat(frame).isNotNull();
        return frame;
    }
}
