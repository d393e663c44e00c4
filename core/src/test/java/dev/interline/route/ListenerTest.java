package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.logged;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.CallContext;
import dev.interline.Carrier;
import dev.interline.ChatStream;
import dev.interline.Ending;
import dev.interline.Hop;
import dev.interline.Stage;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure = scripted("azure");
    private final ScriptedModel bedrock = scripted("bedrock").says("hello from bedrock");
    private final Notes notes = new Notes();
    private final Router model = route(time, azure, bedrock).listening(notes);

    /** One line for whatever is told. */
    private static final class Notes implements Listener {
        final List<String> lines = new ArrayList<>();
        final Set<Call> calls = new HashSet<>();

        private void note(Call call, String line) {
            calls.add(call);
            lines.add(line);
        }

        @Override
        public void called(Call call) {
            note(call, "called " + call.route() + " " + call.context().tags().getOrDefault("tenant", ""));
        }

        @Override
        public void attempted(Call call, Target target, Hop.Why why, CallContext attempt) {
            note(call, why + " " + target.name());
            attempt.onEnd(ending -> lines.add(target.name() + (ending.answered() ? " done" : " failed")));
        }

        @Override
        public void content(Call call, Target target, Duration after) {
            note(call, "content " + target.name() + " " + after.toMillis());
        }

        @Override
        public void failedOver(Call call, Target from, Target to, Kind cause) {
            note(call, from.name() + " to " + to.name() + " " + cause);
        }

        @Override
        public void changed(String route, Target target, Change change, @Nullable ChatException why) {
            lines.add(target.name() + " " + change);
        }

        @Override
        public void waited(Call call, Duration pause) {
            note(call, "waits " + pause.toMillis());
        }

        @Override
        public void ended(Call call, Ending ending) {
            note(
                    call,
                    "ended "
                            + (ending.failure() == null
                                    ? "well"
                                    : ending.failure().kind()));
        }
    }

    @Test
    void wholeStoryOfACallIsToldInOrder() {
        azure.denied();
        bedrock.plays(Turn.silent(ofSeconds(2)).thenSays("hello"));

        model.chat(HELLO, CallContext.create().tag("tenant", "acme"));

        assertThat(notes.lines)
                .containsExactly(
                        "called chat acme",
                        "FIRST azure",
                        "azure DENIED",
                        "azure failed",
                        "azure to bedrock DENIED",
                        "FAILOVER bedrock",
                        "content bedrock 0",
                        "bedrock done",
                        "ended well");
        assertThat(notes.calls).hasSize(1);
    }

    @Test
    void streamEndsWithItsReading() {
        azure.plays(Turn.silent(ofSeconds(2)).thenSays("one two").first(1).thenFails(Kind.UNAVAILABLE));
        ChatStream stream = model.onStreamFailure(StreamRecovery.RESTART).stream(HELLO);
        assertThat(notes.lines).containsExactly("called chat ", "FIRST azure", "content azure 2000");
        notes.lines.clear();
        Stage.read(stream);
        assertThat(notes.lines)
                .containsExactly(
                        "azure failed",
                        "RESTART bedrock",
                        "content bedrock 0",
                        "azure to bedrock UNAVAILABLE",
                        "bedrock done",
                        "ended well");
    }

    @Test
    void waitsAndBreakersAreTold() {
        ScriptedModel alone = scripted("alone").throttled(ofSeconds(3)).says("hello");
        route(time, alone).listening(notes).chat(HELLO);
        assertThat(notes.lines).contains("alone THROTTLED", "waits 3000", "RETRY alone");

        notes.lines.clear();
        azure.unavailable().times(3).says("hello again");
        model.chat(HELLO);
        model.chat(HELLO);
        time.advance(ofSeconds(16));
        model.chat(HELLO);
        assertThat(notes.lines).containsSubsequence("azure OPENED", "azure CLOSED");

        notes.lines.clear();
        ScriptedModel slow = scripted("slow").hangs();
        Router late = route(time, slow, bedrock).listening(notes);
        for (int i = 0; i < 4; i++) {
            late.chat(HELLO);
        }
        assertThat(notes.lines).containsOnlyOnce("slow SLOWED").contains("RACE bedrock");
        assertThat(notes.lines.get(notes.lines.size() - 5)).isEqualTo("called chat ");
    }

    @Test
    void callThatReachesNobodyIsToldFromItsBeginningToItsEnd() {
        assertThatThrownBy(() -> model.chat(HELLO.toBuilder()
                        .routing(dev.interline.Routing.only("nobody"))
                        .build()))
                .isInstanceOf(ChatException.class);
        assertThat(notes.lines).containsExactly("called chat ", "ended INVALID");
    }

    @Test
    void listenersThatThrowBreakNothingAndTheOthersHearAllTheSame() throws Throwable {
        Router noisy = route(time, azure.says("hello"))
                .listening(new Listener() {
                    @Override
                    public void attempted(Call call, Target target, Hop.Why why, CallContext attempt) {
                        throw new IllegalStateException("a bug in a listener");
                    }
                })
                .listening(notes);
        assertThat(logged(() -> assertThat(noisy.ask("hi")).isEqualTo("hello")))
                .contains("a listener of route chat failed");
        assertThat(notes.lines).contains("FIRST azure", "ended well");
    }

    @Test
    void secondThreadOfARaceIsTheCallersExecutorsAndBearsItsMarks() {
        azure.hangs();
        ThreadLocal<String> mark = ThreadLocal.withInitial(() -> "none");
        List<String> seen = new ArrayList<>();
        ScriptedModel second = scripted("second").plays(request -> {
            seen.add(mark.get());
            return Turn.says("hello");
        });
        List<String> log = new ArrayList<>();
        Carrier carrier = () -> {
            String here = mark.get();
            return work -> {
                String before = mark.get();
                mark.set(here);
                work.run();
                mark.set(before);
            };
        };
        mark.set("mine");
        route(time, azure, second)
                .carrying(carrier)
                .executor(work -> {
                    log.add("asked to run");
                    time.fork("pool", work);
                })
                .chat(HELLO);
        assertThat(seen).containsExactly("mine");
        assertThat(log).containsExactly("asked to run");
    }

    @Test
    void executorThatIsFullLeavesTheSlowTargetAlone() {
        azure.plays(Turn.silent(ofSeconds(12)).thenSays("hello at last"));
        Router refused = model.executor(work -> {
            throw new RejectedExecutionException("full");
        });
        assertThat(refused.ask("hi")).isEqualTo("hello at last");
        // one that takes the work and never does it holds nobody up either
        azure.plays(Turn.silent(ofSeconds(12)).thenFails(Kind.DENIED));
        assertThat(model.executor(work -> {}).ask("hi")).isEqualTo("hello from bedrock");
    }
}
