package dev.interline.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SseFramesTest {

    @Test
    void anEventIsDeliveredWithoutReadingOn() throws IOException {
        Pieces body = Pieces.text("data: one\r\n\r", "\ndata: two\n\n");
        SseFrames frames = new SseFrames(body);

        assertThat(next(frames).text()).isEqualTo("one");
        assertThat(body.read()).isEqualTo(1);
        assertThat(next(frames).text()).isEqualTo("two");
        assertThat(frames.next()).isNull();
        assertThat(frames.next()).isNull();
    }

    @Test
    void dataIsAViewIntoOneBuffer() throws IOException {
        SseFrames frames = new SseFrames(Pieces.text("data: one\n\n", "data: two\ndata: lines\n\n"));

        Frame first = next(frames);
        byte[] buffer = first.bytes();
        assertThat(first.offset()).isEqualTo("data: ".length());
        assertThat(first.length()).isEqualTo(3);
        Frame second = next(frames);
        assertThat(second).isSameAs(first);
        assertThat(second.bytes()).isSameAs(buffer);
        assertThat(second.text()).isEqualTo("two\nlines");
    }

    @Test
    void anEventNameIsMadeOnce() throws IOException {
        SseFrames frames = new SseFrames(Pieces.text("event: delta\ndata: 1\n\nevent: delta\ndata: 2\n\ndata: 3\n\n"));

        String type = next(frames).type();
        assertThat(type).isEqualTo("delta");
        assertThat(next(frames).type()).isSameAs(type);
        assertThat(next(frames).type()).isNull();
    }

    @Test
    void manyNamesAndNamesBeyondAsciiComeOutRight() throws IOException {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 200; i++) body.append("event: tïck").append(i % 70).append("\ndata\n\n");
        for (int i = 0; i < 200; i++) body.append("event: tick").append(i % 70).append("\ndata\n\n");
        SseFrames frames = new SseFrames(Pieces.text(body.toString()));

        for (int i = 0; i < 200; i++) assertThat(next(frames).type()).isEqualTo("tïck" + i % 70);
        for (int i = 0; i < 200; i++) assertThat(next(frames).type()).isEqualTo("tick" + i % 70);
    }

    @Test
    void everyByteIsASignOfLifeAlsoThoseOfAComment() throws IOException {
        List<String> signs = new ArrayList<>();
        SseFrames frames = new SseFrames(
                Pieces.text(": ping\n\n", ": pi", "ng\n\n", "data: one\n\n"),
                SseRules.LENIENT,
                () -> signs.add("read"));

        assertThat(next(frames).text()).isEqualTo("one");
        assertThat(signs).hasSize(4);
        assertThat(frames.comments()).isEqualTo(2);
        assertThat(frames.lines()).isEqualTo(6);
        assertThat(frames.next()).isNull();
        assertThat(signs).hasSize(4);
    }

    @Test
    void anEventMayBeAsLargeAsTheRulesSayAndNoLarger() throws IOException {
        SseRules rules = SseRules.LENIENT.withMaxEvent(10_000);
        String fits = "x".repeat(10_000);
        SseFrames frames = new SseFrames(Pieces.text("data: " + fits + "\n\ndata: " + fits + "y\n\n"), rules, () -> {});

        assertThat(next(frames).text()).isEqualTo(fits);
        assertThatThrownBy(frames::next).isInstanceOf(FrameException.class).hasMessageContaining("10000 bytes");
        assertThatThrownBy(frames::next).isInstanceOf(FrameException.class);
    }

    @Test
    void theLimitCountsAllLinesOfAnEvent() throws IOException {
        SseRules rules = SseRules.LENIENT.withMaxEvent(5);
        SseFrames frames = new SseFrames(Pieces.text("data: ab\ndata: cd\n\ndata: ab\ndata: cde\n\n"), rules, () -> {});

        assertThat(next(frames).text()).isEqualTo("ab\ncd");
        assertThatThrownBy(frames::next).isInstanceOf(FrameException.class);
    }

    @Test
    void aLineWithoutEndIsGivenUp() {
        int[] reads = {0};
        SseFrames frames = new SseFrames(
                (into, offset, length) -> {
                    if (++reads[0] > 1000) throw new IOException("read on and on");
                    Arrays.fill(into, offset, offset + length, (byte) 'x');
                    return length;
                },
                SseRules.LENIENT.withMaxEvent(100_000),
                () -> {});

        assertThatThrownBy(frames::next).isInstanceOf(FrameException.class);
    }

    @Test
    void commentsInsideAnEventTakeNoRoomFromIt() throws IOException {
        SseRules rules = SseRules.LENIENT.withMaxEvent(200);
        SseFrames frames = new SseFrames(
                Pieces.ofSize(
                        ("data: a\n" + ": ping\n".repeat(1000) + "data: b\n\n").getBytes(StandardCharsets.UTF_8), 11),
                rules,
                () -> {});

        assertThat(next(frames).text()).isEqualTo("a\nb");
        assertThat(frames.comments()).isEqualTo(1000);
    }

    @Test
    void anUnfinishedEventIsMarked() throws IOException {
        SseFrames frames = new SseFrames(Pieces.text("id: 1\ndata: one\n\nid: 2\nevent: end\ndata: {\"a\":"));

        assertThat(next(frames).unfinished()).isFalse();
        Frame cut = next(frames);
        assertThat(cut.unfinished()).isTrue();
        assertThat(cut.text()).isEqualTo("{\"a\":");
        assertThat(cut.type()).isEqualTo("end");
        assertThat(frames.lastEventId()).isEqualTo("1");
        assertThat(frames.next()).isNull();
    }

    @Test
    void anUnfinishedFieldOtherThanDataIsDropped() throws IOException {
        Frame cutName = next(new SseFrames(Pieces.text("event: delta\ndata: 1\nevent: err")));
        assertThat(cutName.type()).isEqualTo("delta");
        assertThat(new SseFrames(Pieces.text("event: delta\ndata")).next()).isNull();
    }

    @Test
    void theStandardDropsAnUnfinishedEvent() throws IOException {
        SseFrames frames = new SseFrames(Pieces.text("data: one\n"), SseRules.STANDARD, () -> {});

        assertThat(frames.next()).isNull();
    }

    @Test
    void bareJsonBetweenEventsIsKept() throws IOException {
        String error = "{\n  \"error\": {\n    \"code\": 499,\n    \"status\": \"CANCELLED\"\n  }\n}";
        for (String lineEnd : List.of("\n", "\r\n", "\r")) {
            String body = "data: {\"n\":1}\n\n" + error + "\n";
            SseFrames frames = new SseFrames(Pieces.text(body.replace("\n", lineEnd)));

            assertThat(next(frames).text()).isEqualTo("{\"n\":1}");
            assertThat(frames.next()).isNull();
            assertThat(frames.stray()).isEqualTo(error);
        }
    }

    @Test
    void aBodyThatIsJustJsonIsKept() throws IOException {
        SseFrames frames = new SseFrames(Pieces.text("[{\"error\":{\"code\"", ":429}}]"));

        assertThat(frames.next()).isNull();
        assertThat(frames.stray()).isEqualTo("[{\"error\":{\"code\":429}}]");
    }

    @Test
    void eventsGoOnAfterBareJson() throws IOException {
        SseFrames frames = new SseFrames(Pieces.text(" {\"a\":1}\n\ndata: one\nmore: 1\n\n[2]\n: ping\nother\n"));

        assertThat(next(frames).text()).isEqualTo("one");
        assertThat(frames.next()).isNull();
        assertThat(frames.stray()).isEqualTo(" {\"a\":1}\n[2]");
    }

    @Test
    void otherLinesAreNotTakenForJson() throws IOException {
        SseFrames frames = new SseFrames(Pieces.text("upstream timed out\nfoo: {\n\ndata: {\n\n"));

        assertThat(next(frames).text()).isEqualTo("{");
        assertThat(frames.next()).isNull();
        assertThat(frames.stray()).isNull();
    }

    @Test
    void bareJsonIsBoundedAndCutBetweenCharacters() throws IOException {
        SseFrames frames = new SseFrames(Pieces.text("{\nééé\nüü\n}\n"), new SseRules(1000, true, 7), () -> {});

        assertThat(frames.next()).isNull();
        assertThat(frames.stray()).isEqualTo("{\néé");
    }

    @Test
    void theStandardKeepsNoBareJson() throws IOException {
        SseFrames frames = new SseFrames(Pieces.text("{}\n"), SseRules.STANDARD, () -> {});

        assertThat(frames.next()).isNull();
        assertThat(frames.stray()).isNull();
    }

    @Test
    void aReadThatFailsLosesNothing() throws IOException {
        Pieces pieces = Pieces.text("data: on", "e\ndata: two\n\n");
        int[] reads = {0};
        SseFrames frames = new SseFrames((into, offset, length) -> {
            if (++reads[0] == 2) throw new SocketTimeoutException("silence");
            return pieces.read(into, offset, length);
        });

        assertThatThrownBy(frames::next).hasMessage("silence");
        assertThat(next(frames).text()).isEqualTo("one\ntwo");
    }

    @Test
    void aBodyThatHasEndedIsNotReadAgain() throws IOException {
        int[] reads = {0};
        SseFrames frames = new SseFrames((into, offset, length) -> {
            reads[0]++;
            return -1;
        });

        assertThat(frames.next()).isNull();
        assertThat(frames.next()).isNull();
        assertThat(reads[0]).isEqualTo(1);
    }

    @Test
    void impossibleRulesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SseRules(0, true, 0))
                .withMessageContaining("maxEvent is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SseRules(1, true, -1))
                .withMessageContaining("maxStray is -1");
    }

    private static Frame next(Frames frames) throws IOException {
        Frame frame = frames.next();
        assertThat(frame).isNotNull();
        return frame;
    }

    private static final List<String> LINES = List.of(
            "event: a",
            "event: b",
            "event:a",
            "event: ",
            "data: x",
            "data: y",
            "data:x",
            "data:  x",
            "data: ",
            "data",
            "id: 1",
            "id",
            "retry: 5",
            ": c",
            "{\"stray\":",
            "foo: x",
            "\uFEFFdata: x",
            "\uFEFFevent: a",
            "data: " + "z".repeat(120),
            "data: " + "é".repeat(700));

    /** Byte by byte, each event is taken apart; in larger pieces, one that is like the last one is not. */
    @Test
    void howABodyIsCutChangesNothing() throws IOException {
        Random random = new Random(7);
        int usual = 0;
        for (int round = 0; round < 3_000; round++) {
            StringBuilder body = new StringBuilder();
            String block = "";
            for (int i = 0; i < 12; i++) {
                if (random.nextInt(3) == 0) {
                    block = block(random);
                }
                body.append(block);
                usual += block.equals("event: a\ndata: x\n\n") ? 1 : 0;
            }
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            SseRules rules = SseRules.LENIENT.withMaxEvent(round % 2 == 0 ? 100 : 5_000);
            List<String> expected = told(new SseFrames(Pieces.ofSize(bytes, 1), rules, () -> {}));
            assertThat(told(new SseFrames(Pieces.whole(bytes), rules, () -> {})))
                    .isEqualTo(expected);
            assertThat(told(new SseFrames(Pieces.random(bytes, round), rules, () -> {})))
                    .isEqualTo(expected);
        }
        assertThat(usual).isPositive();
    }

    private static String block(Random random) {
        StringBuilder block = new StringBuilder();
        if (random.nextInt(3) == 0) {
            block.append("event: a\ndata: x\n");
        } else {
            for (int i = random.nextInt(4); i >= 0; i--) {
                block.append(LINES.get(random.nextInt(LINES.size()))).append(end(random));
            }
        }
        return block.append(end(random)).toString();
    }

    private static String end(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> "\r";
            case 1 -> "\r\n";
            case 2 -> "\n\n";
            default -> "\n";
        };
    }

    private static List<String> told(SseFrames frames) {
        List<String> told = new ArrayList<>();
        try {
            for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                told.add(frame.type() + " " + frame.text() + frame.unfinished() + frames.lastEventId() + frames.retry()
                        + frames.lines() + " " + frames.comments());
            }
        } catch (IOException e) {
            told.add(e.getMessage());
        }
        told.add(frames.stray() + frames.lines() + " " + frames.comments());
        return told;
    }
}
