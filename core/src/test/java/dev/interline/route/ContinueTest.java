package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.Ability;
import dev.interline.ChatEvent;
import dev.interline.ChatRequest;
import dev.interline.ChatStream;
import dev.interline.Effort;
import dev.interline.Hop;
import dev.interline.Message;
import dev.interline.OutputSchema;
import dev.interline.Part;
import dev.interline.Reasoning;
import dev.interline.Role;
import dev.interline.Stage;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.StreamBrokenException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broken stream goes on elsewhere where it broke, if that can be done, and begins anew if not. */
class ContinueTest {
    private static final String WHOLE = "one two three four";
    private static final Turn BREAKS = Turn.says(WHOLE).first(2).thenFails(Kind.UNAVAILABLE);

    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure = scripted("azure").plays(BREAKS);
    private final ScriptedModel bedrock = scripted("bedrock").known(p -> p.can(Ability.PREFILL));
    private final Router model = route(time, azure, bedrock).onStreamFailure(StreamRecovery.CONTINUE);

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(azure.open() + bedrock.open()).isZero();
        assertThat(time.timers()).isZero();
    }

    private static Message last(ScriptedModel asked) {
        List<Message> messages = asked.requests().get(asked.calls() - 1).messages();
        return messages.get(messages.size() - 1);
    }

    private static List<ChatEvent> events(ChatStream stream) {
        List<ChatEvent> events = new ArrayList<>();
        stream.forEach(events::add);
        return events;
    }

    private static List<ChatEvent.FailedOver> switches(List<ChatEvent> events) {
        return events.stream()
                .filter(ChatEvent.FailedOver.class::isInstance)
                .map(ChatEvent.FailedOver.class::cast)
                .toList();
    }

    private static String read(List<ChatEvent> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> Stage.apply(event, text));
        return text.toString();
    }

    @Test
    void answerGoesOnWhereItBroke() {
        bedrock.says("three four");

        ChatStream stream = model.stream(HELLO);
        List<ChatEvent> events = events(stream);

        assertThat(switches(events)).containsExactly(new ChatEvent.FailedOver("azure", "bedrock", Kind.UNAVAILABLE, 0));
        assertThat(read(events)).isEqualTo(WHOLE);
        assertThat(stream.response().text()).isEqualTo(WHOLE);
        assertThat(stream.response().message().parts()).hasSize(1);
        assertThat(stream.response().trail().hops())
                .extracting(Hop::why)
                .containsExactly(Hop.Why.FIRST, Hop.Why.CONTINUATION);
        // models refuse a beginning that ends in a blank
        assertThat(last(bedrock).role()).isEqualTo(Role.ASSISTANT);
        assertThat(last(bedrock).text()).isEqualTo("one two");
    }

    @Test
    void blanksAtTheSeamAreNotDoubled() {
        azure.plays(Turn.says("one two \n\nthree").first(2).thenFails(Kind.UNAVAILABLE));
        ScriptedModel other =
                scripted("other").plays(Turn.says("one two \n\nthree").first(2).thenFails(Kind.UNAVAILABLE));
        bedrock.says(" \n\n three four");
        ChatStream stream = route(time, other, bedrock).onStreamFailure(StreamRecovery.CONTINUE).stream(HELLO);

        List<ChatEvent> events = events(stream);

        assertThat(read(events)).isEqualTo("one two \n\n three four");
        assertThat(stream.response().text()).isEqualTo("one two \n\n three four");
    }

    @Test
    void partThatIsToldDoneIsTheOneInTheAnswer() {
        bedrock.says("three four");
        List<ChatEvent> events = events(model.stream(HELLO));
        List<Part> done = new ArrayList<>();
        events.forEach(event -> {
            if (event instanceof ChatEvent.PartDone part) {
                done.add(part.part());
            }
        });
        ChatEvent.Finished finished = (ChatEvent.Finished) events.get(events.size() - 1);
        assertThat(done).isEqualTo(finished.response().message().parts());
    }

    @Test
    void toolCallAfterTheSeamFollowsTheTextBefore() {
        bedrock.calls("look", "{}");
        List<ChatEvent> events = events(model.stream(HELLO));
        ChatEvent.Finished finished = (ChatEvent.Finished) events.get(events.size() - 1);
        assertThat(finished.response().message().parts())
                .extracting(Part::kind)
                .containsExactly(Part.Kind.TEXT, Part.Kind.TOOL_CALL);
        assertThat(events)
                .extracting(ChatEvent::kind)
                .containsSubsequence(
                        ChatEvent.Kind.FAILED_OVER,
                        ChatEvent.Kind.PART_DONE,
                        ChatEvent.Kind.TOOL_CALL_STARTED,
                        ChatEvent.Kind.PART_DONE);
    }

    @Test
    void secondBreakGoesOnFromBothPieces() {
        bedrock.plays(Turn.says("three four").first(1).thenFails(Kind.UNAVAILABLE));
        ScriptedModel vertex =
                scripted("vertex").known(p -> p.can(Ability.PREFILL)).says("four");
        ChatStream stream = route(time, azure, bedrock, vertex).onStreamFailure(StreamRecovery.CONTINUE).stream(HELLO);

        assertThat(read(events(stream))).isEqualTo(WHOLE);
        assertThat(stream.response().text()).isEqualTo(WHOLE);
        assertThat(last(vertex).text()).isEqualTo("one two three");
    }

    @Test
    void partialAnswerHasBothPieces() {
        bedrock.plays(Turn.says("three four").first(1).thenFails(Kind.INVALID));
        ChatStream stream = model.stream(HELLO);
        StreamBrokenException e = catchThrowableOfType(StreamBrokenException.class, () -> events(stream));
        assertThat(e.partial().orElseThrow().text()).isEqualTo("one two three ");
    }

    @Test
    void targetThatIsNotKnownToTakeBeginningsBeginsAnew() {
        ScriptedModel plain = scripted("plain").says("uno dos");
        ChatStream stream = route(time, azure, plain).onStreamFailure(StreamRecovery.CONTINUE).stream(HELLO);
        List<ChatEvent> events = events(stream);
        assertThat(read(events)).isEqualTo("uno dos");
        assertThat(switches(events).get(0).discard()).isEqualTo(8);
        assertThat(last(plain).role()).isEqualTo(Role.USER);
        assertThat(stream.response().trail().hops()).extracting(Hop::why).contains(Hop.Why.RESTART);
    }

    @Test
    void targetThatRefusesTheBeginningAfterAllBeginsAnewUnseen() {
        bedrock.plays(request -> request.messages().size() > 1 ? Turn.fails(Kind.INVALID) : Turn.says("uno dos"));
        ChatStream stream = model.stream(HELLO);
        List<ChatEvent> events = events(stream);
        assertThat(read(events)).isEqualTo("uno dos");
        assertThat(switches(events)).hasSize(1);
        assertThat(bedrock.calls()).isEqualTo(2);
        assertThat(stream.response().trail().attempts()).isEqualTo(3);
    }

    @Test
    void answersInAFormAndReasonedOnesBeginAnew() {
        bedrock.says("uno dos");
        ChatRequest inAForm = HELLO.toBuilder()
                .output(new OutputSchema("form", "{\"type\":\"object\"}", true))
                .build();
        assertThat(switches(events(model.stream(inAForm))).get(0).discard()).isEqualTo(8);

        ScriptedModel again = scripted("again").plays(BREAKS);
        ChatRequest reasoned = HELLO.toBuilder()
                .options(o -> o.reasoning(Reasoning.of(Effort.HIGH)))
                .build();
        List<ChatEvent> events =
                events(route(time, again, bedrock).onStreamFailure(StreamRecovery.CONTINUE).stream(reasoned));
        assertThat(switches(events).get(0).discard()).isEqualTo(8);
    }

    @Test
    void onceAToolCallWasShownTheStreamFails() {
        ScriptedModel caller = scripted("caller")
                .plays(Turn.says("well ").thenCalls("look", "{}").thenFails(Kind.UNAVAILABLE));
        ChatStream stream = route(time, caller, bedrock).onStreamFailure(StreamRecovery.CONTINUE).stream(HELLO);
        assertThatThrownBy(() -> events(stream)).isInstanceOf(StreamBrokenException.class);
        assertThat(bedrock.calls()).isZero();
    }

    @Test
    void readerOfTextGetsTheRestButNoSecondBeginning() {
        bedrock.says("three four");
        StringBuilder text = new StringBuilder();
        try (ChatStream stream = model.stream(HELLO)) {
            stream.text().forEach(text::append);
        }
        assertThat(text).hasToString(WHOLE);

        ScriptedModel again = scripted("again").plays(BREAKS);
        ScriptedModel plain = scripted("plain").says("uno dos");
        ScriptedModel refusing =
                scripted("refusing").known(p -> p.can(Ability.PREFILL)).fails(Kind.INVALID);
        try (ChatStream stream =
                route(time, again, plain, refusing).onStreamFailure(StreamRecovery.CONTINUE).stream(HELLO)) {
            assertThatThrownBy(() -> stream.text().forEach(text::append)).isInstanceOf(StreamBrokenException.class);
        }
        assertThat(plain.calls()).isZero();
        assertThat(refusing.calls()).isEqualTo(1);
    }

    @Test
    void continuedAnswerOfAnInnerRouteMayBeginAnewInside() {
        bedrock.plays(Turn.says(" three four").first(1).thenFails(Kind.UNAVAILABLE));
        ScriptedModel vertex = scripted("vertex").says(" three four");
        Router inner = route(time, bedrock, vertex).onStreamFailure(StreamRecovery.RESTART);
        Router outer = Router.over(
                        Stage.target(azure), Target.of(inner).name("inner").profile(p -> p.can(Ability.PREFILL)))
                .time(time)
                .onStreamFailure(StreamRecovery.CONTINUE);
        ChatStream stream = outer.stream(HELLO);
        assertThat(read(events(stream))).isEqualTo(WHOLE);
        assertThat(stream.response().text()).isEqualTo(WHOLE);
    }
}
