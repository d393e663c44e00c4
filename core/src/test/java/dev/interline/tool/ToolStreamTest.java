package dev.interline.tool;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Ending;
import dev.interline.Message;
import dev.interline.Role;
import dev.interline.ToolDefinition;
import dev.interline.Usage;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.StreamBrokenException;
import dev.interline.error.ToolFailedException;
import dev.interline.route.StreamRecovery;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A model with tools, asked for a stream. */
class ToolStreamTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel model = scripted("azure").time(time);
    private final List<String> ran = new ArrayList<>();
    private final Tool weather = Tool.of(ToolDefinition.of("weather", ""), arguments -> {
        ran.add(arguments);
        return "rain";
    });
    private final ToolLoop loop = model.withTools(weather).time(time);

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(model.open()).isZero();
        assertThat(time.timers()).isZero();
    }

    @Test
    void eventsOfAllRoundsComeInOneStream() {
        model.plays(Turn.says("Let me see. ").thenCalls("weather", "{}").usage(Usage.of(10, 1)))
                .plays(Turn.says("It rains.").usage(Usage.of(20, 2)));
        List<Ending> endings = new ArrayList<>();
        List<ChatEvent> events = new ArrayList<>();

        try (ChatStream stream = loop.stream(HELLO)) {
            stream.onEnd(endings::add);
            stream.forEach(events::add);
            assertThat(stream.response().text()).isEqualTo("It rains.");
        }

        assertThat(events)
                .extracting(ChatEvent::kind)
                .containsSubsequence(
                        ChatEvent.Kind.TEXT_DELTA,
                        ChatEvent.Kind.TOOL_CALL_STARTED,
                        ChatEvent.Kind.STEP_DONE,
                        ChatEvent.Kind.TEXT_DELTA,
                        ChatEvent.Kind.FINISHED)
                .containsOnlyOnce(ChatEvent.Kind.FINISHED, ChatEvent.Kind.STEP_DONE);
        ChatEvent.StepDone step = (ChatEvent.StepDone) events.stream()
                .filter(event -> event.kind() == ChatEvent.Kind.STEP_DONE)
                .findFirst()
                .orElseThrow();
        assertThat(step.response().messages()).extracting(Message::role).containsExactly(Role.ASSISTANT, Role.TOOL);
        ChatResponse whole = ((ChatEvent.Finished) events.get(events.size() - 1)).response();
        assertThat(whole.messages()).hasSize(3);
        assertThat(whole.usage()).isEqualTo(Usage.of(30, 3));
        assertThat(whole.trail().hops()).hasSize(2);
        assertThat(endings).singleElement().extracting(Ending::usage).isEqualTo(Usage.of(30, 3));
    }

    @Test
    void toolsRunWhenTheReaderComesToThem() {
        model.plays(Turn.says("Wait. ").thenCalls("weather", "{}")).says("It rains.");

        try (ChatStream stream = loop.stream(HELLO)) {
            stream.next();
            assertThat(ran).isEmpty();
            stream.response();
            assertThat(ran).hasSize(1);
        }
    }

    @Test
    void streamThatBreaksCarriesTheConversationAndAPartialThatIsNone() {
        model.calls("weather", "{}")
                .plays(Turn.says("It ra").thenCalls("weather", "{}").thenFails(Kind.UNAVAILABLE));

        try (ChatStream stream = loop.stream(HELLO)) {
            StreamBrokenException e = catchThrowableOfType(StreamBrokenException.class, stream::response);

            assertThat(e.conversation().orElseThrow().messages()).hasSize(3);
            ChatResponse partial = e.partial().orElseThrow();
            assertThat(partial.text()).isEqualTo("It ra");
            assertThat(partial.toolCalls()).isEmpty();
            assertThat(partial.isComplete()).isFalse();
            assertThat(partial.messages()).hasSize(3);
        }
        assertThat(ran).hasSize(1);
    }

    @Test
    void laterRoundThatNeverBeginsCarriesTheConversation() {
        model.calls("weather", "{}").denied();

        try (ChatStream stream = loop.stream(HELLO)) {
            StreamBrokenException e = catchThrowableOfType(StreamBrokenException.class, stream::response);
            assertThat(e.conversation().orElseThrow().messages()).hasSize(3);
        }
    }

    @Test
    void firstRoundThatNeverBeginsFailsTheCall() {
        model.denied();

        assertThatThrownBy(() -> loop.stream(HELLO))
                .hasFieldOrPropertyWithValue("kind", Kind.DENIED)
                .satisfies(e -> assertThat(((dev.interline.error.ChatException) e).conversation())
                        .isPresent());
    }

    @Test
    void toolThatThrowsEndsTheStream() {
        Tool broken = Tool.of(ToolDefinition.of("weather", ""), arguments -> {
            throw new IllegalStateException();
        });
        model.calls("weather", "{}").says("never");

        try (ChatStream stream = model.withTools(broken).time(time).stream(HELLO)) {
            ToolFailedException e = catchThrowableOfType(ToolFailedException.class, stream::response);
            assertThat(e.conversation().orElseThrow().messages()).isEqualTo(HELLO.messages());
            assertThat(e.partial().orElseThrow().toolCalls()).isEmpty();
        }
    }

    @Test
    void closingTheStreamEndsTheToolThatRuns() {
        ChatStream[] open = new ChatStream[1];
        Tool closing = Tool.of(ToolDefinition.of("weather", ""), arguments -> {
            open[0].close();
            ran.add("interrupted " + Thread.currentThread().isInterrupted());
            return "rain";
        });
        model.calls("weather", "{}").says("never");
        open[0] = model.withTools(closing).time(time).stream(HELLO);

        assertThatThrownBy(() -> open[0].response()).isInstanceOf(CancelledException.class);
        assertThat(ran).containsExactly("interrupted true");
        assertThat(model.calls()).isEqualTo(1);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void partialOfAStreamThatIsOpenIsNotComplete() {
        model.plays(Turn.says("one two three").thenCalls("weather", "{}")).says("four");

        try (ChatStream stream = loop.stream(HELLO)) {
            stream.next();
            assertThat(stream.partial().orElseThrow().isComplete()).isFalse();
            assertThat(stream.response().isComplete()).isTrue();
            assertThat(stream.partial().orElseThrow().isComplete()).isTrue();
        }
    }

    @Test
    void partialOfAModelWithoutToolsIsNotCompleteEither() {
        model.plays(Turn.says("one two").thenFails(Kind.UNAVAILABLE));

        try (ChatStream stream = model.stream(HELLO)) {
            stream.next();
            assertThat(stream.partial().orElseThrow().isComplete()).isFalse();
            StreamBrokenException e = catchThrowableOfType(StreamBrokenException.class, stream::response);
            assertThat(e.partial().orElseThrow().isComplete()).isFalse();
        }
    }

    @Test
    void streamThatIsClosedBetweenItsWordsLeavesNothingOpen() {
        model.says("one two three");

        try (ChatStream stream = loop.stream(HELLO)) {
            stream.next();
            assertThat(model.open()).isEqualTo(1);
        }
        assertThat(model.open()).isZero();
    }

    @Test
    void textOfALaterRoundDoesNotBeginAnewElsewhere() {
        ScriptedModel bedrock = scripted("bedrock").time(time).says("It rains.");
        model.calls("weather", "{}").plays(Turn.says("It po").thenFails(Kind.UNAVAILABLE));

        try (ChatStream stream =
                route(time, model, bedrock)
                        .onStreamFailure(StreamRecovery.RESTART)
                        .withTools(weather)
                        .time(time)
                        .stream(HELLO)) {
            assertThatThrownBy(() -> String.join("", stream.text())).isInstanceOf(StreamBrokenException.class);
        }
        assertThat(bedrock.calls()).isZero();
    }

    @Test
    void laterRoundBeginsAnewElsewhereAsInAnyStream() {
        ScriptedModel bedrock = scripted("bedrock").time(time).says("It rains.");
        model.calls("weather", "{}").plays(Turn.says("It po").thenFails(Kind.UNAVAILABLE));

        StringBuilder text = new StringBuilder();
        try (ChatStream stream =
                route(time, model, bedrock)
                        .onStreamFailure(StreamRecovery.RESTART)
                        .withTools(weather)
                        .time(time)
                        .stream(HELLO)) {
            for (ChatEvent event : stream) {
                dev.interline.Stage.apply(event, text);
            }
        }
        assertThat(text.toString()).isEqualTo("It rains.");
        assertThat(ran).hasSize(1);
    }

    @Test
    void whoReadsTextAloneSeesTheTextOfAllRounds() {
        model.plays(Turn.says("Wait. ").thenCalls("weather", "{}")).says("It rains.");

        try (ChatStream stream = loop.stream(HELLO)) {
            assertThat(String.join("", stream.text())).isEqualTo("Wait. It rains.");
        }
    }

    @Test
    void conversationIsResumedAsAStream() {
        model.calls("weather", "{}").denied();
        ChatStream broken = loop.stream(HELLO);
        StreamBrokenException e = catchThrowableOfType(StreamBrokenException.class, broken::response);
        ScriptedModel other = scripted("vertex").time(time).says("It rains.");

        try (ChatStream stream = other.withTools(weather)
                .time(time)
                .resumeStream(e.conversation().orElseThrow(), CallContext.within(ofSeconds(5)))) {
            assertThat(stream.response().text()).isEqualTo("It rains.");
        }
        assertThat(ran).hasSize(1);
    }
}
