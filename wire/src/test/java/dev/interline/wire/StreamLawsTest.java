package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatEvent;
import dev.interline.Part;
import dev.interline.error.ChatException;
import dev.interline.wire.frame.FrameException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every recorded stream of Converse and Messages, however it arrives and wherever it is cut. */
class StreamLawsTest {

    @ParameterizedTest
    @MethodSource("dev.interline.wire.Told#streams")
    void anyCutIntoPiecesGivesTheSameAnswer(Recording recording) {
        WireFormat format = Told.format(recording);
        Framing framing = Told.framing(recording);
        byte[] body = recording.body();
        Played atOnce = Told.play(recording);

        List<Played> others = new ArrayList<>();
        others.add(Played.stream(format, framing, body, body.length, () -> 1));
        others.add(Played.stream(format, framing, body, body.length, () -> 7));
        for (int seed = 0; seed < 5; seed++) {
            others.add(Played.inPieces(format, framing, body, seed));
        }

        assertThat(others).allSatisfy(other -> {
            assertThat(other.essence()).isEqualTo(atOnce.essence());
            assertThat(other.events()).isEqualTo(atOnce.events());
        });
    }

    @ParameterizedTest
    @MethodSource("dev.interline.wire.Told#streams")
    void aStreamThatIsCutIsNeverTakenForAWholeAnswer(Recording recording) {
        Played whole = Told.play(recording);
        byte[] body = recording.body();
        boolean ended = false;
        for (int length = 0; length < body.length; length++) {
            Played cut = Played.stream(
                    Told.format(recording), Told.framing(recording), body, length, () -> Integer.MAX_VALUE);

            if (cut.finished()) {
                ended = true;
                assertThat(cut.response().message()).isEqualTo(whole.response().message());
                assertThat(cut.response().stopReason())
                        .isEqualTo(whole.response().stopReason());
            } else {
                assertThat(ended).as("the end was there at an earlier byte").isFalse();
                assertThat(cut.failure()).isInstanceOfAny(ChatException.class, Refused.class, FrameException.class);
                assertThat(whole.response().text()).startsWith(cut.response().text());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.interline.wire.Told#streams")
    void theFastPathEqualsTheTree(Recording recording) {
        List<Told.Event> events = Told.events(recording);
        Played usual = Told.play(Told.format(recording), events);
        // a field that nobody knows, and that is no scalar, sends an event through the tree
        events.forEach(
                event -> ((ObjectNode) event.json()).putObject("unheard_of").put("of", 1));
        Played byTree = Told.play(Told.format(recording), events);

        assertThat(byTree.response().message()).isEqualTo(usual.response().message());
        assertThat(byTree.response().stopReason()).isEqualTo(usual.response().stopReason());
        assertThat(byTree.response().usage()).isEqualTo(usual.response().usage());
        assertThat(byTree.events()).isEqualTo(usual.events());
    }

    @ParameterizedTest
    @MethodSource("dev.interline.wire.Told#streams")
    void whatWasShownIsWhatTheAnswerSays(Recording recording) {
        Played played = Told.play(recording);

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
