package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.wire.gemini.GenerateContent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every whole answer, recorded or written here, is the same when it comes as a stream. Not compared, because only the one
 * or the other has it: a vendor's {@code details} that are no part of the answer, in the form that a stream cuts them
 * into (log probabilities, filter verdicts).
 */
class StreamedEqualsWholeTest {
    private static final Spoken.Call CALL =
            new Spoken.Call("call_00000000000001", "tide", "{\"port\":\"Büsum\",\"n\":1.50}");
    private static final Spoken.Call OTHER = new Spoken.Call("call_00000000000002", "wind", "{}");

    static Stream<Arguments> answers() {
        Stream<Arguments> recorded = Recording.all()
                .filter(recording -> !recording.streamed() && recording.status() == 200)
                .filter(recording -> !recording.name().contains("gemini"))
                .map(recording -> Arguments.of(recording.name(), recording.format(), body(recording)));
        Stream<Arguments> written = TargetRules.formats().stream()
                .filter(format -> !format.equals(GenerateContent.FORMAT))
                .flatMap(format -> Stream.of(
                                Spoken.text("Ebb comes first, \"then\" ⛵."),
                                Spoken.text("Let me see.", CALL, OTHER).thinking("Tides matter. A lot.", "c2VhbA=="),
                                Spoken.text("Right away.").thinking("Hm.", ""),
                                Spoken.text("").refusing("I will not say that."),
                                Spoken.text("", OTHER),
                                Spoken.text(""))
                        .map(spoken -> Arguments.of("written", format, spoken.in(format))));
        return Stream.concat(recorded, written);
    }

    private static JsonNode body(Recording recording) {
        return Told.json(new String(recording.body(), java.nio.charset.StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("answers")
    void theStreamSaysWhatTheWholeAnswerSays(String name, WireFormat format, JsonNode answer) {
        Played whole = Played.whole(format, answer);
        List<Told.Event> events = Restream.of(format, answer);
        Played streamed = Told.play(format, events);

        assertThat(streamed.finished()).isEqualTo(whole.finished()).isTrue();
        assertThat(streamed.response().message()).isEqualTo(whole.response().message());
        assertThat(streamed.response().stopReason()).isEqualTo(whole.response().stopReason());
        assertThat(streamed.response().usage()).isEqualTo(whole.response().usage());
        assertThat(streamed.response().id()).isEqualTo(whole.response().id());
        assertThat(streamed.response().servedModel()).isEqualTo(whole.response().servedModel());
        assertThat(streamed.response().details().keySet())
                .containsAll(whole.response().details().keySet());
        assertThat(streamed.shownText()).isEqualTo(whole.response().text());
    }

    /** The usual event is read without a tree; whatever it holds besides, the tree must say the same. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("answers")
    void theFastPathEqualsTheTree(String name, WireFormat format, JsonNode answer) {
        List<Told.Event> events = Restream.of(format, answer);
        Played usual = Told.play(format, events);
        events.forEach(
                event -> ((ObjectNode) event.json()).putObject("unheard_of").put("of", 1));
        Played byTree = Told.play(format, events);

        assertThat(byTree.response().message()).isEqualTo(usual.response().message());
        assertThat(byTree.response().stopReason()).isEqualTo(usual.response().stopReason());
        assertThat(byTree.response().usage()).isEqualTo(usual.response().usage());
        assertThat(byTree.events()).isEqualTo(usual.events());
    }
}
