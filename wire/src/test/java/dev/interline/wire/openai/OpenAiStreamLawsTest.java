package dev.interline.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatEvent;
import dev.interline.Part;
import dev.interline.wire.Assembler;
import dev.interline.wire.Framing;
import dev.interline.wire.Played;
import dev.interline.wire.Recording;
import dev.interline.wire.WireFormat;
import dev.interline.wire.frame.Frame;
import dev.interline.wire.frame.Frames;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every recorded stream, however it arrives. */
class OpenAiStreamLawsTest {

    @ParameterizedTest
    @MethodSource("dev.interline.wire.openai.Voice#streams")
    void anyCutOfTheBodyGivesTheSameAnswer(Recording recording) {
        WireFormat format = Voice.format(recording);
        byte[] body = recording.body();
        Played whole = Voice.play(recording);

        assertThat(whole.finished()).isTrue();
        for (int size : new int[] {1, 7}) {
            Played pieces = Played.stream(format, Framing.SSE, body, body.length, () -> size);
            assertThat(pieces.essence()).isEqualTo(whole.essence());
            assertThat(pieces.events()).isEqualTo(whole.events());
        }
        for (long seed = 1; seed <= 20; seed++) {
            Played pieces = Played.inPieces(format, Framing.SSE, body, seed);
            assertThat(pieces.essence()).isEqualTo(whole.essence());
            assertThat(pieces.events()).isEqualTo(whole.events());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.interline.wire.openai.Voice#streams")
    void aBodyThatEndsEarlyIsNeverAShortAnswer(Recording recording) {
        WireFormat format = Voice.format(recording);
        byte[] body = recording.body();
        Played whole = Voice.play(recording);
        boolean ended = false;

        for (int length = 0; length <= body.length; length++) {
            Played cut = Played.stream(format, Framing.SSE, body, length, () -> Integer.MAX_VALUE);
            if (cut.finished()) {
                ended = true;
                assertThat(cut.response().message()).isEqualTo(whole.response().message());
                assertThat(cut.response().stopReason())
                        .isEqualTo(whole.response().stopReason());
            } else {
                assertThat(ended).as("the end was there at an earlier byte").isFalse();
                assertThat(whole.response().text()).startsWith(cut.response().text());
            }
        }
        assertThat(ended).isTrue();
    }

    /** The last event of a Responses stream holds the answer as it would have come whole. */
    @ParameterizedTest
    @MethodSource("dev.interline.wire.openai.Voice#streams")
    void theStreamedAnswerEqualsTheWholeOne(Recording recording) throws Exception {
        List<ObjectNode> events = Voice.events(recording);
        if (Voice.isChat(recording)) {
            return;
        }
        Played streamed = Voice.play(recording);
        Played whole =
                Played.whole(Responses.FORMAT, events.get(events.size() - 1).path("response"));

        if (recording.name().contains("think")) {
            // what is sealed is sealed anew in every event that shows it; the rest must agree
            assertThat(whole.response().message().toString())
                    .isEqualTo(streamed.response().message().toString());
            assertThat(whole.response().usage()).isEqualTo(streamed.response().usage());
        } else {
            assertThat(whole.essence()).isEqualTo(streamed.essence());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.interline.wire.openai.Voice#streams")
    void theFastPathEqualsTheTree(Recording recording) throws Exception {
        List<ObjectNode> events = Voice.events(recording);
        Played usual = Played.stream(Voice.format(recording), Framing.SSE, Voice.sse(events));
        // a field that nobody knows sends an event through the tree
        events.forEach(event -> event.put("unheard_of", 1));
        Played byTree = Played.stream(Voice.format(recording), Framing.SSE, Voice.sse(events));

        assertThat(usual.essence()).isEqualTo(byTree.essence());
        assertThat(usual.events()).isEqualTo(byTree.events());
    }

    @ParameterizedTest
    @MethodSource("dev.interline.wire.openai.Voice#streams")
    void theFastPathTakesEveryUsualEvent(Recording recording) throws Exception {
        Assembler out = new Assembler(Played.MODEL, Voice.format(recording).origin(Played.MODEL), true);
        ChatDelta chat = new ChatDelta(out);
        ResponsesDelta responses = new ResponsesDelta(out);
        boolean isChat = Voice.isChat(recording);
        Played whole = Voice.play(recording);
        if (isChat) {
            Voice.events(recording).forEach(chat::seen);
        }
        int taken = 0;
        byte[] body = recording.body();
        int[] at = {0};
        Frames frames = Framing.SSE.open((into, offset, length) -> {
            int count = Math.min(length, body.length - at[0]);
            System.arraycopy(body, at[0], into, offset, count);
            at[0] += count;
            return count == 0 ? -1 : count;
        });
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
            taken += (isChat ? chat.read(frame) : responses.read(frame)) ? 1 : 0;
        }

        List<ChatEvent> text = new ArrayList<>(whole.events());
        text.removeIf(event -> event.kind() != ChatEvent.Kind.TEXT_DELTA);
        // a filter's verdict that is new goes through the tree; there are two of them at most
        assertThat(taken).isGreaterThanOrEqualTo(text.size() - 2);
    }

    @ParameterizedTest
    @MethodSource("dev.interline.wire.openai.Voice#streams")
    void whatWasShownIsWhatTheAnswerSays(Recording recording) {
        Played played = Voice.play(recording);

        assertThat(played.shownText()).isEqualTo(played.response().text());
        List<Part> done = new ArrayList<>();
        played.events().forEach(event -> {
            if (event instanceof ChatEvent.PartDone part) {
                done.add(part.part());
            }
        });
        assertThat(done).isEqualTo(played.response().message().parts());
    }
}
