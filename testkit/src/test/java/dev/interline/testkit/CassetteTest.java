package dev.interline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Effort;
import dev.interline.Message;
import dev.interline.Opaque;
import dev.interline.Origin;
import dev.interline.OutputSchema;
import dev.interline.Reasoning;
import dev.interline.ToolCall;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.ChatException;
import dev.interline.error.RateLimitedException;
import dev.interline.error.StreamBrokenException;
import dev.interline.error.TimedOutException;
import dev.interline.route.Router;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was recorded is played as it was. */
class CassetteTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel model = ScriptedModel.named("real").time(time);

    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = directory.resolve("a/talk.json");
    }

    @Test
    void aStreamIsPlayedEventByEventInItsTime() {
        model.plays(Turn.silent(Duration.ofSeconds(2))
                .pace(Duration.ofSeconds(1))
                .thenThinks("let me see")
                .thenSays("Hello there.")
                .thenCalls("weather", "{\"city\":\"Oslo\"}"));
        List<ChatEvent> recorded = new ArrayList<>();
        ChatResponse answer = read(Cassette.recording(model, file).time(time), "Hi", recorded);
        Duration took = time.elapsed();

        List<ChatEvent> played = new ArrayList<>();
        ManualTime later = new ManualTime();
        ChatResponse again = read(Cassette.replaying(file).time(later).paced(), "Hi", played);

        assertThat(recorded).hasSizeGreaterThan(8);
        assertThat(played.subList(0, played.size() - 1)).isEqualTo(recorded.subList(0, recorded.size() - 1));
        assertThat(again.message()).isEqualTo(answer.message());
        assertThat(again.usage()).isEqualTo(answer.usage());
        assertThat(again.stopReason()).isEqualTo(answer.stopReason());
        assertThat(again.model()).isEqualTo(answer.model());
        assertThat(again.cost().total())
                .hasValueSatisfying(nothing -> assertThat(nothing).isZero());
        assertThat(again.trail().hops()).hasSize(1);
        assertThat(later.elapsed()).isEqualTo(took).isGreaterThan(Duration.ofSeconds(5));
        assertThat(later.timers()).isZero();
        model.mustHaveBeenAsked(1);
    }

    @Test
    void whatWasStreamedIsPlayedWholeAndTheOtherWayRound() {
        model.says("Streamed.").says("Whole.");
        Cassette recording = Cassette.recording(model, file).time(time);
        read(recording, "One", new ArrayList<>());
        recording.chat("Two");

        Cassette replaying = Cassette.replaying(file).time(time);
        assertThat(replaying.unplayed()).isEqualTo(2);
        List<ChatEvent> events = new ArrayList<>();
        assertThat(read(replaying, "Two", events).text()).isEqualTo("Whole.");
        assertThat(events)
                .extracting(ChatEvent::kind)
                .containsExactly(ChatEvent.Kind.TEXT_DELTA, ChatEvent.Kind.PART_DONE, ChatEvent.Kind.FINISHED);
        assertThat(replaying.chat("One").text()).isEqualTo("Streamed.");
        assertThat(replaying.unplayed()).isZero();
        assertThat(replaying.profile().id()).isEqualTo(model.profile().id());
    }

    @Test
    void sameRequestsAreAnsweredInTheirOrderAndNoOftener() {
        model.says("First.").says("Second.");
        Cassette recording = Cassette.recording(model, file);
        recording.ask("Again");
        recording.ask("Again");

        Cassette replaying = Cassette.replaying(file);
        assertThat(replaying.ask("Again")).isEqualTo("First.");
        assertThat(replaying.ask("Again")).isEqualTo("Second.");
        assertThatThrownBy(() -> replaying.ask("Again"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("talk.json")
                .hasMessageContaining("recorded 2 times and is asked once more");
    }

    @Test
    void whatIsNotThereTellsWhatIsNearest() {
        Cassette recording = Cassette.recording(model, file);
        recording.ask("Something else altogether");
        recording.chat(ChatRequest.builder()
                .system("Be brief.")
                .user("How high is it?")
                .maxOutputTokens(500)
                .build());

        Cassette replaying = Cassette.replaying(file);
        assertThatThrownBy(() -> replaying.chat(ChatRequest.builder()
                        .system("Be brief.")
                        .user("How low is it?")
                        .options(it -> it.maxOutputTokens(500).temperature(0.5))
                        .build()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the nearest of 2 differs in")
                .hasMessageContaining(
                        "/messages/0/parts/0/text: recorded \"How high is it?\", asked \"How low is it?\"")
                .hasMessageContaining("/options/temperature: recorded nothing, asked 0.5")
                .hasMessageNotContaining("Be brief");
    }

    @Test
    void aroundAModelOnlyWhatIsMissingIsAsked() {
        model.says("One.").says("Two.");
        assertThat(Cassette.around(model, file).ask("First")).isEqualTo("One.");

        Cassette second = Cassette.around(model, file);
        assertThat(second.ask("First")).isEqualTo("One.");
        assertThat(second.ask("Second")).isEqualTo("Two.");
        model.mustHaveBeenAsked(2);
        assertThat(Cassette.replaying(file).unplayed()).isEqualTo(2);
    }

    @Test
    void anotherRequestIsWhateverChangesTheAnswer() {
        ChatRequest plain = ChatRequest.of("Hi");
        List<ChatRequest> others = List.of(
                ChatRequest.builder().system("Be brief.").user("Hi").build(),
                ChatRequest.builder()
                        .user("Hi")
                        .tools(ToolDefinition.of("now", "The time"))
                        .build(),
                ChatRequest.builder()
                        .user("Hi")
                        .tools(ToolDefinition.of("now", "The time"))
                        .toolChoice(ToolChoice.of("now"))
                        .build(),
                ChatRequest.builder()
                        .user("Hi")
                        .output(OutputSchema.of("out", "{\"type\":\"object\"}"))
                        .build(),
                ChatRequest.builder()
                        .user("Hi")
                        .options(it -> it.reasoning(Reasoning.of(Effort.LOW)))
                        .build(),
                ChatRequest.builder()
                        .user("Hi")
                        .options(it -> it.stopSequences("."))
                        .build(),
                ChatRequest.builder()
                        .user("Hi")
                        .options(it -> it.extra("azure", Map.of("store", true)))
                        .build(),
                ChatRequest.builder().user("Hi").assistant("Ho").user("Hi").build());
        Cassette.recording(model, file).chat(plain);

        for (ChatRequest other : others) {
            assertThatThrownBy(() -> Cassette.replaying(file).chat(other)).isInstanceOf(AssertionError.class);
            assertThat(RequestForm.of(other))
                    .isEqualTo(RequestForm.of(other.toBuilder().build()));
        }
        assertThat(others.stream().map(RequestForm::of).distinct()).hasSize(others.size());
    }

    @Test
    void whatVendorsAttachedMakesNoOtherRequest() {
        ToolCall call = ToolCall.of("c", "now", "{}");
        ToolCall signed = new ToolCall("c", "now", "{}", null, new Opaque(new Origin("f", "r"), "\"s\""));
        Cassette.recording(model, file).chat(talk(call));

        assertThat(Cassette.replaying(file).chat(talk(signed)).text()).isEqualTo("ok");
    }

    private static ChatRequest talk(ToolCall call) {
        return ChatRequest.builder()
                .user("What time is it?")
                .message(Message.assistant(call))
                .message(Message.results(ToolResult.text(call, "noon")))
                .build();
    }

    @ParameterizedTest
    @EnumSource(names = "ALL_TARGETS_FAILED", mode = EnumSource.Mode.EXCLUDE)
    void failuresArePlayed(ChatException.Kind kind) {
        model.fails(kind);
        boolean kept = kind != ChatException.Kind.CANCELLED && kind != ChatException.Kind.DEADLINE_EXCEEDED;
        ChatException recorded = failure(Cassette.around(model, file));
        assertThat(Files.exists(file)).isEqualTo(kept);

        ChatException played = failure(Cassette.around(model, file));
        assertThat(played.kind()).isEqualTo(kind);
        assertThat(played.status()).isEqualTo(recorded.status());
        assertThat(played.code()).isEqualTo(recorded.code());
        assertThat(played.advice()).isEqualTo(recorded.advice());
        assertThat(played.trail().hops()).hasSize(1);
        model.mustHaveBeenAsked(kept ? 1 : 2);
    }

    @Test
    void hintsClocksAndRoutesComeThrough() {
        model.throttled(Duration.ofSeconds(7));
        assertThat(failure(Cassette.recording(model, file))).isInstanceOf(RateLimitedException.class);
        assertThat(failure(Cassette.replaying(file)).retryAfter()).contains(Duration.ofSeconds(7));

        ScriptedModel late = ScriptedModel.named("late")
                .fails(() -> new TimedOutException(TimedOutException.Clock.SILENCE, Duration.ofSeconds(60)));
        failure(Cassette.recording(late, file));
        assertThat(failure(Cassette.replaying(file))).isInstanceOfSatisfying(TimedOutException.class, e -> {
            assertThat(e.clock()).isEqualTo(TimedOutException.Clock.SILENCE);
            assertThat(e.ran()).isEqualTo(Duration.ofSeconds(60));
        });

        Router route = Router.over(ScriptedModel.named("denied").denied()).time(time);
        failure(Cassette.recording(route, file).time(time));
        assertThat(failure(Cassette.replaying(file)))
                .isInstanceOfSatisfying(
                        AllTargetsFailedException.class,
                        e -> assertThat(e.failures())
                                .extracting(ChatException::kind)
                                .containsExactly(ChatException.Kind.DENIED));
    }

    @Test
    void aStreamThatBrokeBreaksAgain() {
        model.plays(Turn.says("one two three").first(2).thenFails(ChatException.Kind.UNAVAILABLE));
        for (int i = 0; i < 2; i++) {
            Cassette cassette = Cassette.around(model, file);
            assertThatThrownBy(() -> read(cassette, "Count", new ArrayList<>()))
                    .isInstanceOfSatisfying(StreamBrokenException.class, e -> {
                        assertThat(e.partial().orElseThrow().text()).isEqualTo("one two ");
                        assertThat(e.getCause()).hasMessageContaining("scripted");
                    });
        }
        model.mustHaveBeenAsked(1);
    }

    @Test
    void whatIsNotReadToItsEndIsNotKept() {
        model.says("one two three");
        try (ChatStream stream = Cassette.recording(model, file).stream("Count")) {
            assertThat(stream.iterator().next()).isEqualTo(new ChatEvent.TextDelta("one "));
        }
        assertThat(file).doesNotExist();
        assertThat(model.open()).isZero();
    }

    @Test
    void secretsAreNotInTheFileAndRequestsAreFoundWithoutThem() throws IOException {
        model.plays(Turn.says("Dear Jane Doe, your key is sk-abcdefghijklmnop1234."))
                .says("Account 12-34-56 is yours.");
        Cassette recording = redacting(Cassette.recording(model, file));
        read(recording, "I am Jane Doe, Bearer abcdefghijklmnopqrst1234", new ArrayList<>());
        recording.ask("What is 12-34-56?");

        String text = Files.readString(file);
        assertThat(text)
                .doesNotContain("Jane", "Doe", "sk-abc", "abcdefghij", "12-34")
                .contains("[redacted]", "[secret]");
        assertThat(text).contains("\"cassette\" : 1");

        Cassette replaying = redacting(Cassette.replaying(file));
        assertThat(read(replaying, "I am Jane Doe, Bearer abcdefghijklmnopqrst1234", new ArrayList<>())
                        .text())
                .isEqualTo("Dear [redacted], your key is [secret].");
        assertThat(replaying.ask("What is 12-34-56?")).isEqualTo("Account ## is yours.");
    }

    @Test
    void aSecretInABrokenStreamIsNotThereInPieces() throws IOException {
        model.plays(Turn.says("Dear Jane Doe, goodbye").first(3).thenFails(ChatException.Kind.UNAVAILABLE));
        assertThatThrownBy(() -> read(redacting(Cassette.recording(model, file)), "Hi", new ArrayList<>()))
                .isInstanceOf(StreamBrokenException.class);

        assertThat(Files.readString(file)).doesNotContain("Jane").contains("Dear [redacted], ");
    }

    @Test
    void variablesThatAreSecretByNameAreCutOut() {
        Redaction redaction = Redaction.of(Map.of(
                "AZURE_OPENAI_API_KEY", "0123456789abcdef",
                "LONGER_TOKEN", "0123456789abcdef-and-more",
                "HOME", "/home/somebody",
                "SHORT_KEY", "true"));

        assertThat(redaction.apply("0123456789abcdef, 0123456789abcdef-and-more, /home/somebody, true"))
                .isEqualTo("[AZURE_OPENAI_API_KEY], [LONGER_TOKEN], /home/somebody, true");
        assertThat(redaction.apply(redaction.apply("x 0123456789abcdef"))).isEqualTo("x [AZURE_OPENAI_API_KEY]");
    }

    @Test
    void manyMayRecordAtOnce() throws Exception {
        Cassette recording = Cassette.recording(model, file);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "Thread " + i;
            threads.add(new Thread(() -> {
                for (int j = 0; j < 10; j++) {
                    recording.ask(name + ", question " + j);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(Cassette.replaying(file).unplayed()).isEqualTo(80);
        assertThat(Cassette.replaying(file).ask("Thread 7, question 9")).isEqualTo("ok");
    }

    @Test
    void whatIsNoCassetteIsRefused() throws IOException {
        assertThatThrownBy(() -> Cassette.replaying(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("record it first");
        Files.createDirectories(directory.resolve("a"));
        for (String text : List.of("", "{}", "[1]", "no")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> Cassette.replaying(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is no cassette of version 1");
        }
        Files.writeString(file, "{\"cassette\": 2}");
        assertThatThrownBy(() -> Cassette.around(model, file)).hasMessageContaining("newer than this library");
        assertThatThrownBy(() -> Cassette.recording(model, file).redacting(""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Cassette redacting(Cassette cassette) {
        return cassette.redacting("Jane Doe")
                .redacting(Pattern.compile("unused-\\d+"))
                .redacting(text -> text.replaceAll("\\d\\d-\\d\\d-\\d\\d", "##"));
    }

    private static ChatException failure(Cassette cassette) {
        try {
            cassette.chat("Hi");
        } catch (ChatException e) {
            return e;
        }
        throw new AssertionError("a failure was expected");
    }

    private static ChatResponse read(Cassette cassette, String question, List<ChatEvent> events) {
        ChatRequest request = ChatRequest.builder()
                .user(question)
                .options(it -> it.reasoning(Reasoning.of(Effort.LOW).shown()))
                .build();
        if (question.equals("One") || question.equals("Two")) {
            request = ChatRequest.of(question);
        }
        try (ChatStream stream = cassette.stream(request, CallContext.create())) {
            stream.forEach(events::add);
            return stream.response();
        }
    }
}
