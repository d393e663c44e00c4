package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.read;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static dev.interline.Stage.target;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Message;
import dev.interline.Routing;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolCall;
import dev.interline.ToolResult;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A conversation stays where it was answered last. */
class StickyTest {
    private static final Strategy BACKWARDS = (able, request, context) ->
            able.stream().sorted((a, b) -> b.name().compareTo(a.name())).toList();

    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure = scripted("azure").says("azure");
    private final ScriptedModel bedrock = scripted("bedrock").says("bedrock");
    private final ScriptedModel vertex = scripted("vertex").says("vertex");
    private final Router model = route(time, azure, bedrock, vertex);

    /** A conversation that this target has answered once. */
    private static ChatRequest begun(ChatModel model, String target) {
        ChatRequest first = HELLO.toBuilder().routing(Routing.prefer(target)).build();
        return next(HELLO, model.chat(first));
    }

    private static ChatRequest next(ChatRequest before, ChatResponse answer) {
        return before.toBuilder().message(answer.message()).user("and then?").build();
    }

    @Test
    void conversationStaysWhereItWasAnsweredUnderAnyStrategy() {
        for (Router each : List.of(model, model.choosing(BACKWARDS), model.exercise(0.9))) {
            ChatRequest conversation = begun(each, "bedrock");
            for (int turn = 0; turn < 3; turn++) {
                ChatResponse response = each.chat(conversation);
                assertThat(response.text()).isEqualTo("bedrock");
                assertThat(response.trail().hops()).hasSize(1);
                conversation = next(conversation, response);
            }
        }
        assertThat(model.ask("hi")).as("another conversation").isEqualTo("azure");
    }

    @Test
    void streamedAnswersCountTheSame() {
        ChatRequest conversation = begun(model, "bedrock");
        try (ChatStream stream = model.stream(conversation)) {
            assertThat(read(stream)).isEqualTo("bedrock");
            conversation = next(conversation, stream.response());
        }
        assertThat(model.chat(conversation).text()).isEqualTo("bedrock");
    }

    @Test
    void afterTenMinutesOfSilenceItMayGoElsewhere() {
        ChatRequest conversation = begun(model, "bedrock");
        time.advance(ofMinutes(9));
        ChatResponse response = model.chat(conversation);
        conversation = next(conversation, response);
        time.advance(ofMinutes(9));
        response = model.chat(conversation);
        assertThat(response.text()).as("every answer counts anew").isEqualTo("bedrock");
        conversation = next(conversation, response);
        time.advance(ofMinutes(10).plusSeconds(1));
        assertThat(model.chat(conversation).text()).isEqualTo("azure");
    }

    @Test
    void conversationMovesWhenItsTargetFailsAndStaysThere() {
        ScriptedModel breaking = scripted("breaking").says("breaking").denied().says("breaking");
        Router route = route(time, azure, breaking, bedrock)
                .choosing((able, request, context) -> List.of(able.get(able.size() - 1), able.get(0), able.get(1)));
        ChatRequest conversation = begun(route, "breaking");
        ChatResponse elsewhere = route.chat(conversation);
        assertThat(elsewhere.text()).as("as the strategy says").isEqualTo("bedrock");
        ChatRequest further = next(conversation, elsewhere);
        time.advance(ofMinutes(6));
        assertThat(route.chat(further).text()).isEqualTo("bedrock");
    }

    @Test
    void mendedStreamStaysWhereItWasMended() {
        ScriptedModel breaks = scripted("breaks")
                .plays(Turn.says("one two").first(1).thenFails(dev.interline.error.ChatException.Kind.UNAVAILABLE))
                .says("breaks");
        Router route = route(time, breaks, bedrock).onStreamFailure(StreamRecovery.RESTART);
        ChatRequest conversation;
        try (ChatStream stream = route.stream(HELLO)) {
            assertThat(read(stream)).isEqualTo("bedrock");
            conversation = next(HELLO, stream.response());
        }
        assertThat(route.chat(conversation).text()).isEqualTo("bedrock");
        assertThat(route.ask("hi")).isEqualTo("breaks");
    }

    @Test
    void drainedTargetKeepsItsConversations() {
        ChatRequest conversation = begun(model, "azure");
        model.target("azure").drain();
        assertThat(model.ask("hi")).isEqualTo("bedrock");
        assertThat(model.chat(conversation).text()).isEqualTo("azure");
        model.target("azure").disable();
        assertThat(model.chat(conversation).text()).isEqualTo("bedrock");
    }

    @Test
    void requestsOwnWishGoesBefore() {
        ChatRequest conversation = begun(model, "bedrock");
        assertThat(asked(conversation, Routing.prefer("vertex"))).isEqualTo("vertex");
        assertThat(asked(conversation, Routing.only("azure", "vertex"))).isEqualTo("azure");
        assertThat(asked(conversation, Routing.avoid("bedrock"))).isEqualTo("azure");
        assertThat(asked(conversation, Routing.ANY)).isEqualTo("bedrock");
    }

    private String asked(ChatRequest conversation, Routing routing) {
        return model.chat(conversation.toBuilder().routing(routing).build()).text();
    }

    @Test
    void itStaysInALaterGroupToo() {
        Router route = Router.over(target(azure), target(bedrock).group(1)).time(time);
        assertThat(route.chat(begun(route, "bedrock")).text()).isEqualTo("bedrock");
    }

    @Test
    void innerRouteKeepsItsConversationsAsWell() {
        Router inner = route(time, azure, bedrock).named("inner");
        Router outer =
                Router.over(target(vertex), Target.of(inner).name("inner")).time(time);
        ChatRequest conversation = begun(outer, "bedrock");
        assertThat(outer.chat(conversation).text()).isEqualTo("bedrock");
        assertThat(outer.explain(conversation)).hasToString("""
                        route chat
                          1. inner, where the conversation stays: route chat
                            1. bedrock (scripted/bedrock), where the conversation stays
                            2. azure (scripted/azure)
                          2. vertex (scripted/vertex)""".replace("stays: route chat", "stays: route inner"));
    }

    @Test
    void itCanBeTurnedOffAndSetToAnotherTime() {
        Router never = model.sticky(false);
        assertThat(never.chat(begun(never, "bedrock")).text()).isEqualTo("azure");
        assertThat(never.explain(begun(never, "bedrock")).toString()).doesNotContain("stays");
        Router brief = model.sticky(ofSeconds(30));
        ChatRequest conversation = begun(brief, "bedrock");
        assertThat(brief.chat(conversation).text()).isEqualTo("bedrock");
        time.advance(ofSeconds(31));
        assertThat(brief.chat(conversation).text()).isEqualTo("azure");
        assertThat(model.chat(conversation).text())
                .as("the usual ten minutes: copies remember together")
                .isEqualTo("bedrock");
        assertThatThrownBy(() -> model.sticky(Duration.ZERO)).hasMessage("sticky must be above zero, not PT0S");
    }

    @Test
    void oneTenantsConversationsAreNotAnothers() {
        Router route = Router.over(
                        target(azure)
                                .profile(
                                        p -> p.credentialKey(call -> call.tags().getOrDefault("tenant", ""))),
                        target(bedrock))
                .time(time);
        CallContext blue = CallContext.create().tag("tenant", "blue");
        ChatResponse answer =
                route.chat(HELLO.toBuilder().routing(Routing.prefer("bedrock")).build(), blue);
        ChatRequest conversation = next(HELLO, answer);
        assertThat(route.chat(conversation, CallContext.create().tag("tenant", "green"))
                        .text())
                .isEqualTo("azure");
        assertThat(route.chat(conversation, CallContext.create().tag("tenant", "blue"))
                        .text())
                .isEqualTo("bedrock");
    }

    @Test
    void historyThatWasSavedAsTextIsTheSameConversation() {
        Fingerprint streamed = Fingerprint.of(List.of(
                Message.user("hello"),
                Message.assistant(new Thinking("hm", null), Text.of("good "), Text.of(""), Text.of("day"))));
        Fingerprint saved = Fingerprint.of(List.of(Message.user("hello"), Message.assistant("good day")));
        assertThat(streamed).isEqualTo(saved);
        assertThat(Fingerprint.of(List.of(Message.user("hello"))).with(Message.assistant("good day")))
                .isEqualTo(saved.answered());
        ToolCall call = ToolCall.of("1", "look", "{}");
        assertThat(List.of(
                        saved.end(),
                        Fingerprint.of(List.of(Message.user("hello"))).end(),
                        Fingerprint.of(List.of(Message.user("hello"), Message.user("good day")))
                                .end(),
                        Fingerprint.of(List.of(Message.user("hellogood"), Message.assistant(" day")))
                                .end(),
                        Fingerprint.of(List.of(Message.user("hello"), Message.assistant(call)))
                                .end(),
                        Fingerprint.of(List.of(
                                        Message.user("hello"),
                                        Message.assistant(call),
                                        Message.results(ToolResult.text(call, "good day"))))
                                .end()))
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyTheLatestConversationsAreRemembered() {
        Seats seats = new Seats();
        for (long i = 0; i < Seats.MOST; i++) {
            seats.take(i, "azure", 0);
        }
        assertThat(seats.of(0, 5, 10)).isEqualTo("azure");
        seats.take(-1, "azure", 0);
        assertThat(seats.of(0, 5, 10)).as("asked for lately").isEqualTo("azure");
        assertThat(seats.of(1, 5, 10)).isNull();
    }
}
