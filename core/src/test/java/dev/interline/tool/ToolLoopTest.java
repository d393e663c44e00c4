package dev.interline.tool;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Conversation;
import dev.interline.Hop;
import dev.interline.Message;
import dev.interline.Role;
import dev.interline.StopReason;
import dev.interline.ToolCall;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.Usage;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.ToolFailedException;
import dev.interline.error.UnavailableException;
import dev.interline.policy.Retry;
import dev.interline.route.Hedge;
import dev.interline.route.Router;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model with tools, asked for whole answers. */
class ToolLoopTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel model = scripted("azure").time(time);
    private final ThreadLocal<String> tenant = new ThreadLocal<>();
    private final List<String> ran = new ArrayList<>();
    private final Tool weather = tool("weather", arguments -> "rain");
    private final Tool clock = tool("clock", arguments -> "noon");

    private Tool tool(String name, Tool.TextBody body) {
        return Tool.of(ToolDefinition.of(name, "tells the " + name), arguments -> {
            ran.add(name + arguments);
            return body.run(arguments);
        });
    }

    private ToolLoop loop(Tool... tools) {
        return model.withTools(tools).time(time);
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(model.open()).isZero();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void toolsAreRunUntilTheAnswerIsThere() {
        model.plays(Turn.calls("weather", "{\"city\":\"Oslo\"}").usage(Usage.of(10, 2)))
                .plays(Turn.calls("clock", "{}").usage(Usage.of(20, 3)))
                .plays(Turn.says("Take an umbrella.").usage(Usage.of(30, 4)));

        ChatResponse response = loop(weather, clock).chat(HELLO);

        assertThat(response.text()).isEqualTo("Take an umbrella.");
        assertThat(ran).containsExactly("weather{\"city\":\"Oslo\"}", "clock{}");
        assertThat(response.usage()).isEqualTo(Usage.of(60, 9));
        assertThat(response.trail().hops()).hasSize(3);
        assertThat(response.messages())
                .extracting(Message::role)
                .containsExactly(Role.ASSISTANT, Role.TOOL, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT);
        assertThat(response.message()).isEqualTo(response.messages().get(4));
        assertThat(model.requests().get(0).tools())
                .extracting(ToolDefinition::name)
                .containsExactly("weather", "clock");
        assertThat(result(model.requests().get(2), 0).text()).isEqualTo("noon");
        assertThat(Conversation.of(HELLO).plus(response).messages()).hasSize(6);
    }

    private static ToolResult result(ChatRequest request, int nth) {
        Message last = request.messages().get(request.messages().size() - 1);
        return (ToolResult) last.parts().get(nth);
    }

    @Test
    void toolsRunInTurnOnTheCallingThread() {
        List<Thread> threads = new ArrayList<>();
        Tool tool = tool("weather", arguments -> {
            threads.add(Thread.currentThread());
            return "rain";
        });
        model.plays(Turn.calls("weather", "{\"n\":1}").thenCalls("weather", "{\"n\":2}"))
                .says("ok");

        loop(tool).chat(HELLO);

        assertThat(ran).containsExactly("weather{\"n\":1}", "weather{\"n\":2}");
        assertThat(threads).containsOnly(Thread.currentThread());
    }

    @Test
    void toolsOfOneStepRunSideBySideOnAnExecutorAndAnswerInOrder() {
        Tool slow = sleeping("slow", 5, "first");
        Tool quick = sleeping("quick", 3, "second");
        model.plays(Turn.calls("slow", "{}").thenCalls("quick", "{}")).says("ok");
        tenant.set("acme");

        loop(slow, quick)
                .parallel(task -> time.fork("tool", task))
                .carrying(() -> {
                    String here = tenant.get();
                    return work -> {
                        tenant.set(here);
                        work.run();
                    };
                })
                .chat(HELLO);

        assertThat(time.elapsed()).isEqualTo(ofSeconds(5));
        assertThat(ran).containsExactly("quick for acme", "slow for acme");
        assertThat(result(model.requests().get(1), 0).text()).isEqualTo("first");
        assertThat(result(model.requests().get(1), 1).text()).isEqualTo("second");
    }

    private Tool sleeping(String name, int seconds, String result) {
        return new Tool() {
            @Override
            public ToolDefinition definition() {
                return ToolDefinition.of(name, "");
            }

            @Override
            public ToolResult run(ToolCall call, CallContext context) {
                context.time().sleep(ofSeconds(seconds), context);
                ran.add(name + " for " + tenant.get());
                return ToolResult.text(call, result);
            }
        };
    }

    @Test
    void whatAnExecutorRejectsRunsOnTheCallingThread() {
        model.calls("weather", "{}").says("ok");

        ToolLoop loop = loop(weather).parallel(task -> {
            throw new RejectedExecutionException();
        });

        assertThat(loop.ask("hello")).isEqualTo("ok");
        assertThat(ran).hasSize(1);
    }

    @Test
    void whatFailsBesideOthersFailsTheCallAfterTheyAreDone() {
        Tool broken = tool("broken", arguments -> {
            throw new IllegalStateException("no");
        });
        model.plays(Turn.calls("broken", "{}").thenCalls("slow", "{}").thenCalls("broken", "{}"));

        ToolFailedException e = catchThrowableOfType(
                ToolFailedException.class,
                () -> loop(broken, sleeping("slow", 5, "done"))
                        .parallel(task -> time.fork("tool", task))
                        .chat(HELLO));

        assertThat(e).hasMessageContaining("'broken'").hasCauseInstanceOf(IllegalStateException.class);
        assertThat(e.getSuppressed()).hasSize(1);
        assertThat(ran).contains("slow for null");
    }

    @Test
    void modelThatCallsToolsForEverIsStopped() {
        model.calls("weather", "{}");

        ToolFailedException e = catchThrowableOfType(
                ToolFailedException.class, () -> loop(weather).maxRounds(3).chat(HELLO));

        assertThat(e).hasMessageContaining("3 rounds").hasMessageContaining("maxRounds");
        assertThat(model.calls()).isEqualTo(3);
        assertThat(ran).hasSize(2);
        assertThat(e.conversation().orElseThrow().messages()).hasSize(5);
        assertThat(e.conversation().orElseThrow().openCalls()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> loop(weather).maxRounds(0));
        assertThat(catchThrowableOfType(
                        ToolFailedException.class, () -> loop(weather).chat(HELLO)))
                .hasMessageContaining("10 rounds");
    }

    @Test
    void callOfAToolThatIsNotThereIsAnsweredWithTheNamesOfThoseThatAre() {
        model.calls("whether", "{}").says("ok");

        loop(weather, clock).chat(HELLO);

        ToolResult result = result(model.requests().get(1), 0);
        assertThat(result.error()).isTrue();
        assertThat(result.text()).contains("'whether'").contains("weather, clock");
    }

    @Test
    void toolThatThrowsFailsTheCallWithWhatWasCompletedBefore() {
        Tool broken = tool("broken", arguments -> {
            throw new IllegalStateException("password is hunter2");
        });
        model.calls("weather", "{}").calls("broken", "{}").says("never");

        ToolFailedException e = catchThrowableOfType(
                ToolFailedException.class, () -> loop(weather, broken).chat(HELLO));

        assertThat(e)
                .hasMessageContaining("'broken' threw java.lang.IllegalStateException")
                .hasMessageNotContaining("hunter2")
                .hasCauseInstanceOf(IllegalStateException.class);
        Conversation completed = e.conversation().orElseThrow();
        assertThat(completed.messages())
                .extracting(Message::role)
                .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL);
        assertThat(e.trail().hops()).hasSize(2);

        ScriptedModel other = scripted("vertex").time(time).says("Dry.");
        ChatResponse resumed = other.withTools(weather).resume(completed);
        assertThat(resumed.text()).isEqualTo("Dry.");
        assertThat(other.requests().get(0).messages()).isEqualTo(completed.messages());
        assertThat(ran).containsExactly("weather{}", "broken{}");
    }

    @Test
    void modelReadsWhatAToolThrewWhereThatIsWanted() {
        Tool broken = tool("broken", arguments -> {
            throw new IllegalStateException("out of paper");
        });
        Tool choosy = tool("choosy", arguments -> {
            throw new ToolError("there is no such city");
        });
        model.calls("broken", "{}").calls("choosy", "{}").says("sorry");

        assertThat(loop(broken, choosy)
                        .explaining(e -> e instanceof IllegalStateException ? "it is " + e.getMessage() : null)
                        .ask("print"))
                .isEqualTo("sorry");

        assertThat(result(model.requests().get(1), 0).text()).isEqualTo("it is out of paper");
        assertThat(result(model.requests().get(2), 0).text()).isEqualTo("there is no such city");
        assertThat(result(model.requests().get(2), 0).error()).isTrue();
    }

    @Test
    void approvalDecidesBeforeAnythingRuns() {
        model.plays(Turn.calls("weather", "{}").thenCalls("clock", "{}")).says("ok");

        loop(weather, clock)
                .approving((call, context) ->
                        call.name().equals("clock") ? Approval.yes() : Approval.no("the user said no"))
                .chat(HELLO);

        assertThat(ran).containsExactly("clock{}");
        assertThat(result(model.requests().get(1), 0).text()).contains("the user said no");
        assertThat(result(model.requests().get(1), 0).error()).isTrue();
    }

    @Test
    void approvalThatStopsEndsTheCallAndNoToolOfTheStepIsRun() {
        model.calls("weather", "{}")
                .plays(Turn.calls("weather", "{}").thenCalls("clock", "{}"))
                .says("never");

        CancelledException e = catchThrowableOfType(
                CancelledException.class,
                () -> loop(weather, clock)
                        .approving((call, context) ->
                                call.name().equals("clock") ? Approval.stop("ask the boss") : Approval.yes())
                        .chat(HELLO));

        assertThat(e).hasMessageContaining("'clock'").hasMessageContaining("ask the boss");
        assertThat(ran).containsExactly("weather{}");
        assertThat(e.conversation().orElseThrow().messages()).hasSize(3);
    }

    @Test
    void toolThatTakesTooLongFailsTheCall() {
        model.calls("slow", "{}").says("never");

        ToolFailedException e = catchThrowableOfType(
                ToolFailedException.class,
                () -> loop(sleeping("slow", 60, "late")).timeout(ofSeconds(2)).chat(HELLO));

        assertThat(e).hasMessageContaining("'slow' was not done within 2000 ms");
        assertThat(time.elapsed()).isEqualTo(ofSeconds(2));
        assertThatIllegalArgumentException().isThrownBy(() -> loop(weather).timeout(ofSeconds(0)));
    }

    @Test
    void modelReadsThatAToolTookTooLongWhereThatIsWanted() {
        model.calls("slow", "{}").says("sorry");

        String answer = loop(sleeping("slow", 60, "late"))
                .timeout(ofSeconds(2))
                .explaining(e -> e instanceof TimeoutException ? "it took too long" : null)
                .ask("hello");

        assertThat(answer).isEqualTo("sorry");
        assertThat(result(model.requests().get(1), 0).text()).isEqualTo("it took too long");
    }

    @Test
    void toolOnAnExecutorThatDoesNotHearIsLeftBehind() {
        Tool deaf = tool("deaf", arguments -> {
            time.sleep(ofHours(1), CallContext.create());
            return "late";
        });
        model.calls("deaf", "{}").says("sorry");

        String answer = loop(deaf)
                .parallel(task -> time.fork("tool", task))
                .timeout(ofSeconds(2))
                .explaining(e -> "it took too long")
                .ask("hello");

        assertThat(answer).isEqualTo("sorry");
        assertThat(time.elapsed()).isEqualTo(ofSeconds(2));
    }

    @Test
    void deadlineOfTheCallHoldsOverRoundsAndTools() {
        model.calls("slow", "{}");

        DeadlineExceededException e = catchThrowableOfType(
                DeadlineExceededException.class,
                () -> loop(sleeping("slow", 4, "ok")).chat(HELLO, CallContext.within(ofSeconds(10))));

        assertThat(time.elapsed()).isEqualTo(ofSeconds(10));
        assertThat(e.conversation().orElseThrow().messages()).hasSize(5);
        assertThat(time.timers()).isZero();
    }

    @Test
    void cancellingInterruptsTheToolAndDropsItsCall() {
        CallContext call = CallContext.create();
        boolean[] interrupted = new boolean[1];
        Tool tool = tool("weather", arguments -> {
            call.cancel("the user left");
            interrupted[0] = Thread.currentThread().isInterrupted();
            return "rain";
        });
        model.plays(Turn.says("Let me see. ").thenCalls("weather", "{}")).says("never");

        CancelledException e =
                catchThrowableOfType(CancelledException.class, () -> loop(tool).chat(HELLO, call));

        assertThat(e).hasMessageContaining("the user left");
        assertThat(interrupted[0]).isTrue();
        assertThat(e.conversation().orElseThrow().messages()).isEqualTo(HELLO.messages());
        ChatResponse partial = e.partial().orElseThrow();
        assertThat(partial.text()).isEqualTo("Let me see. ");
        assertThat(partial.toolCalls()).isEmpty();
        assertThat(partial.isComplete()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Conversation.of(HELLO).plus(partial));
    }

    @Test
    void interruptOfTheCallingThreadCancelsAndKeepsTheFlag() {
        Tool tool = tool("weather", arguments -> {
            throw new InterruptedException();
        });
        model.calls("weather", "{}").says("never");

        assertThatThrownBy(() -> loop(tool).explaining(e -> "told").chat(HELLO)).isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void everyCompletedStepIsHeardOf() {
        List<Conversation> kept = new ArrayList<>();
        model.calls("weather", "{}").calls("clock", "{}").says("ok");

        loop(weather, clock).onStep(kept::add).chat(HELLO);

        assertThat(kept).extracting(done -> done.messages().size()).containsExactly(3, 5);
    }

    @Test
    void listenerThatThrowsEndsTheCall() {
        List<Throwable> heard = new ArrayList<>();
        CallContext call = CallContext.create();
        call.onEnd(ending -> heard.add(ending.failure()));
        model.calls("weather", "{}").says("never");

        assertThatThrownBy(() -> loop(weather)
                        .onStep(done -> {
                            throw new IllegalStateException("disk full");
                        })
                        .chat(HELLO, call))
                .hasMessage("disk full");
        assertThat(heard).hasSize(1).doesNotContainNull();
    }

    @Test
    void callsWithoutResultsAreRunFirstWhenAConversationIsResumed() {
        Conversation open = Conversation.of(HELLO)
                .plus(Message.assistant(ToolCall.of("1", "weather", "{}"), ToolCall.of("2", "clock", "{}")))
                .plus(ToolResult.text(ToolCall.of("1", "weather", "{}"), "snow"));
        model.says("ok");

        ChatResponse response = loop(weather, clock).resume(open);

        assertThat(ran).containsExactly("clock{}");
        ChatRequest request = model.requests().get(0);
        assertThat(request.messages()).hasSize(3);
        assertThat(result(request, 0).text()).isEqualTo("snow");
        assertThat(result(request, 1).text()).isEqualTo("noon");
        assertThat(response.text()).isEqualTo("ok");
    }

    @Test
    void stepThatFailsOverDoesNotRunAToolAgain() {
        ScriptedModel bedrock = scripted("bedrock").time(time).says("Take an umbrella.");
        model.calls("weather", "{}").unavailable();

        ChatResponse response =
                route(time, model, bedrock).withTools(weather).time(time).chat(HELLO);

        assertThat(response.text()).isEqualTo("Take an umbrella.");
        assertThat(ran).hasSize(1);
        assertThat(response.trail().hops())
                .extracting(Hop::target)
                .startsWith("azure", "azure")
                .endsWith("bedrock");
        assertThat(result(bedrock.requests().get(0), 0).text()).isEqualTo("rain");
    }

    @Test
    void answerToAToolIsNotHedged() {
        ScriptedModel bedrock = scripted("bedrock").time(time).says("quick");
        model.calls("weather", "{}").plays(Turn.silent(ofSeconds(8)).thenSays("slow"));
        Router router =
                route(time, model, bedrock).hedging(Hedge.after(ofSeconds(1)).atMost(1));

        ToolLoop loop = router.withTools(weather).time(time);

        assertThat(loop.chat(ChatRequest.builder().user("hello").build()).text())
                .isEqualTo("slow");
        assertThat(bedrock.calls()).isZero();
    }

    @Test
    void toolsStandAroundARouteAndAroundRetriesNeverInside() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Router.over(loop(weather)))
                .withMessageContaining("around the router");
        assertThatIllegalArgumentException().isThrownBy(() -> loop(weather).with(Retry.upTo(2)));

        model.calls("weather", "{}").unavailable().says("ok");
        assertThat(model.with(Retry.upTo(2)).withTools(weather).time(time).ask("hello"))
                .isEqualTo("ok");
        assertThat(ran).hasSize(1);
    }

    @Test
    void exceptionOfAModelCarriesTheConversationToo() {
        model.calls("weather", "{}").unavailable();

        UnavailableException e = catchThrowableOfType(
                UnavailableException.class, () -> loop(weather).chat(HELLO));

        assertThat(e.conversation().orElseThrow().messages()).hasSize(3);
        assertThat(e.trail().attempts()).isEqualTo(2);
    }

    @Test
    void modelThatMustCallAToolMayAnswerAfterwards() {
        model.calls("weather", "{}").says("ok");

        loop(weather)
                .chat(ChatRequest.builder()
                        .user("hello")
                        .tools(ToolDefinition.of("other", ""))
                        .toolChoice(ToolChoice.REQUIRED)
                        .build());

        assertThat(model.requests())
                .extracting(ChatRequest::toolChoice)
                .containsExactly(ToolChoice.REQUIRED, ToolChoice.AUTO);
    }

    @Test
    void toolsOfTheRequestAreLeftToTheCaller() {
        model.plays(Turn.calls("weather", "{}").thenCalls("mine", "{}"));

        ChatResponse response = loop(weather)
                .chat(ChatRequest.builder()
                        .user("hello")
                        .tools(ToolDefinition.of("mine", ""))
                        .build());

        assertThat(response.toolCalls()).hasSize(2);
        assertThat(ran).isEmpty();
    }

    @Test
    void pausedTurnGoesOn() {
        model.plays(Turn.says("one ").ends(StopReason.Kind.PAUSED)).says("two");

        ChatResponse response = loop(weather).chat(HELLO);

        assertThat(response.text()).isEqualTo("two");
        assertThat(model.requests().get(1).messages()).hasSize(2);
    }

    @Test
    void callThatWasCutIsNotRun() {
        model.plays(Turn.calls("weather", "{\"city\":\"Os").ends(StopReason.Kind.LENGTH));

        assertThat(loop(weather).chat(HELLO).stopReason().kind()).isEqualTo(StopReason.Kind.LENGTH);
        assertThat(ran).isEmpty();
    }

    @Test
    void argumentsThatAreNoJsonAreToldToTheModel() {
        ToolCall bad = new ToolCall("1", "weather", "{oops", "it ends in the middle", null);
        ScriptedModel told = model;
        told.says("ok");

        loop(weather).resume(Conversation.of(HELLO).plus(Message.assistant(bad)));

        assertThat(result(told.requests().get(0), 0).error()).isTrue();
        assertThat(result(told.requests().get(0), 0).text()).contains("it ends in the middle");
        assertThat(ran).isEmpty();
    }

    @Test
    void moreToolsJoinThoseThatAreThere() {
        ToolLoop both = loop(weather).withTools(clock);

        assertThat(both.tools()).containsExactly(weather, clock);
        assertThat(both.inner()).isSameAs(model);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> both.withTools(clock))
                .withMessageContaining("'clock'");
    }

    @Test
    void callEndsOnceWithAllThatWasUsed() {
        AtomicInteger ended = new AtomicInteger();
        List<Usage> usage = new ArrayList<>();
        CallContext call = CallContext.create();
        call.onEnd(ending -> {
            ended.incrementAndGet();
            usage.add(ending.usage());
        });
        model.plays(Turn.calls("weather", "{}").usage(Usage.of(10, 1)))
                .plays(Turn.says("ok").usage(Usage.of(20, 2)));

        loop(weather).chat(HELLO, call);

        assertThat(ended).hasValue(1);
        assertThat(usage).containsExactly(Usage.of(30, 3));
    }

    @Test
    void toolsOfJavaTypesNameTheArtifactThatIsMissing() {
        assertThatThrownBy(() -> Tool.of("weather", "", Stage.class, stage -> ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dev.interline:interline-typed");
        assertThatThrownBy(() -> Tool.from(new Stage())).hasMessageContaining("dev.interline:interline-typed");
        assertThatThrownBy(() -> model.ask("hello", Stage.class)).hasMessageContaining("dev.interline:interline-typed");
        assertThatIllegalArgumentException().isThrownBy(() -> Tool.from("no tools"));
        assertThat(Kind.TOOL_FAILED.advice()).isNotNull();
    }

    static final class Stage {
        @ToolMethod("plays")
        public String play() {
            return "";
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | there are none",
                "[1] | must be a JSON object, not an array",
                "\"Oslo\" | must be a JSON object, not a string",
                "7 | must be a JSON object, not a number",
                "true | must be a JSON object, not a boolean",
                "null | must be a JSON object, not null",
                "{city: 1} | are not valid JSON: Unexpected character",
                "{\"city\":\"Os | are not valid JSON: Unexpected end-of-input",
                "{\"city\":[1,{} | are not valid JSON: Unexpected end-of-input",
                "{} {} | go on after the end of the object",
                "{}} | are not valid JSON: Unexpected close marker"
            })
    void toolOfTextIsNotRunWithWhatIsNoObject(String arguments, String told) {
        model.calls("weather", arguments)
                .calls("weather", "{\"city\":{\"name\":\"Oslo\"}}")
                .says("rain");

        ChatResponse response = loop(weather).chat(HELLO);

        assertThat(ran).containsExactly("weather{\"city\":{\"name\":\"Oslo\"}}");
        ToolResult result = (ToolResult) response.messages().get(1).parts().get(0);
        assertThat(result.error()).isTrue();
        assertThat(result.text())
                .startsWith("The arguments are no JSON object: ")
                .contains(told)
                .endsWith("Call the tool again with one.");
    }
}
