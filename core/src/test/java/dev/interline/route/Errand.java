package dev.interline.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Constraints;
import dev.interline.Ending;
import dev.interline.Hop;
import dev.interline.Message;
import dev.interline.ModelId;
import dev.interline.Routing;
import dev.interline.Stage;
import dev.interline.ToolCall;
import dev.interline.ToolResult;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.ChatException;
import dev.interline.error.StreamBrokenException;
import dev.interline.error.TimedOutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call in a {@link Schedule}, and what its caller must see. */
final class Errand {
    static final String IN_THE_EU = "answer from within the EU";
    static final String A_TOOL_HAS_RUN = "pay the bill";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    final CallContext context;
    final List<Ending> endings = new ArrayList<>();

    private final World world;
    private final int mostAttempts;
    private final @Nullable String refused;
    private final @Nullable Throughput least;
    private final ChatRequest request;
    private long lastMoment = Long.MAX_VALUE;

    /**
     * One call.
     *
     * @param refused whoever's answers the caller does not take when they come whole
     * @param least how fast its stream must come; null for any speed
     */
    Errand(World world, int targets, int mostAttempts, @Nullable String refused, @Nullable Throughput least) {
        this.least = least;
        this.world = world;
        this.mostAttempts = mostAttempts;
        this.refused = refused;
        Duration limit = world.between(100, 90_000);
        boolean limited = world.chance(0.5);
        this.context = limited ? CallContext.within(limit) : CallContext.create();
        boolean inTheEu = world.chance(0.15);
        ChatRequest.Builder asked = ChatRequest.builder().user(inTheEu ? IN_THE_EU : "hello");
        if (world.chance(0.2)) {
            asked.maxOutputTokens(500);
        } else if (!inTheEu && world.chance(0.2)) {
            ToolCall call = ToolCall.of("1", "pay", "{}");
            asked = ChatRequest.builder()
                    .user(A_TOOL_HAS_RUN)
                    .message(Message.assistant(call))
                    .message(Message.results(ToolResult.text(call, "paid")));
        }
        Routing wish = world.chance(0.2) && targets > 1 ? Routing.avoid("target-0") : Routing.ANY;
        asked.routing(inTheEu ? wish.and(Constraints.NONE.regions("eu")) : wish);
        this.request = asked.build();
        context.onEnd(endings::add);
        if (limited) {
            lastMoment = world.time.nanos() + limit.toNanos();
        }
        if (world.chance(0.25)) {
            Duration patience = world.between(0, 30_000);
            lastMoment = Math.min(lastMoment, world.time.nanos() + patience.toNanos());
            world.time.after(patience, context::cancel);
        }
    }

    void run(ChatModel route) {
        try {
            if (world.chance(0.4)) {
                whole(route);
            } else if (world.chance(0.2)) {
                text(route);
            } else {
                stream(route);
            }
        } catch (ChatException e) {
            assertThat(e.trail().attempts()).as("attempts").isLessThanOrEqualTo(mostAttempts);
            if (e instanceof AllTargetsFailedException) {
                assertThat(e).hasMessageContaining("route");
            }
        }
        assertThat(context.attempts()).as("attempts").isLessThanOrEqualTo(mostAttempts);
        silentTargetsAreLeftAlone();
    }

    /** When everything has come to rest. */
    void isOver() {
        assertThat(endings).as("endings of one call").hasSize(1);
        for (Hop hop : context.trail().hops()) {
            assertThat(hop.waited()).as("a wait").isLessThanOrEqualTo(LONGEST_WAIT);
            assertThat(hop.took()).as("the end of a line").isPresent();
            assertThat(hop.at().plus(hop.took().orElseThrow()))
                    .as(() -> "nothing goes on after the end of its call\n" + context.trail())
                    .isLessThanOrEqualTo(endings.get(0).took());
        }
    }

    private void silentTargetsAreLeftAlone() {
        Set<ModelId> silent = new HashSet<>();
        for (Hop hop : context.trail().hops()) {
            assertThat(hop.sent() && silent.contains(hop.model()))
                    .as(() -> "a target that was silent is asked again\n" + context.trail())
                    .isFalse();
            // of two that ran at a time the one that began first may have ended last
            if (hop.failure().orElse(null) instanceof TimedOutException && hop.why() != Hop.Why.RACE) {
                silent.add(hop.model());
            }
        }
    }

    private void whole(ChatModel route) {
        long start = world.time.nanos();
        try {
            ChatResponse response = route.chat(request, context);
            assertThat(world.answers).as("what was answered").contains(response.text());
            assertThat(response.trail().hops())
                    .anyMatch(hop -> hop.took().isPresent()
                            && hop.failure().isEmpty()
                            && hop.model().equals(response.model()));
            if (refused != null) {
                assertThat(response.text()).as("an answer that is not taken").doesNotStartWith(refused);
            }
        } finally {
            inTime(start);
        }
    }

    private void stream(ChatModel route) {
        long start = world.time.nanos();
        ChatStream stream;
        try {
            stream = route.stream(request, context);
        } finally {
            inTime(start);
        }
        if (world.chance(0.1)) {
            Duration patience = world.between(0, 5_000);
            world.time.fork("closer", () -> {
                world.time.sleep(patience, CallContext.create());
                stream.close();
            });
        }
        StringBuilder text = new StringBuilder();
        boolean dawdles = world.chance(0.3);
        boolean toolCalled = false;
        boolean shown = false;
        Tempo tempo = new Tempo(least);
        int until = world.chance(0.1) ? world.below(5) : Integer.MAX_VALUE;
        try (stream) {
            boolean finished = false;
            while (until-- > 0) {
                long before = world.time.nanos();
                ChatEvent event = next(stream);
                tempo.count(event, world.time.nanos() - before);
                if (event == null) {
                    assertThat(finished).as("a stream ends with its last event").isTrue();
                    assertThat(text)
                            .as("what was shown")
                            .hasToString(stream.response().text());
                    assertThat(world.answers).as("what was answered").contains(text.toString());
                    assertThat(stream.next()).isNull();
                    return;
                }
                assertThat(finished).as("nothing comes after the end").isFalse();
                finished = event.kind() == ChatEvent.Kind.FINISHED;
                toolCalled |= event.kind() == ChatEvent.Kind.TOOL_CALL_STARTED;
                assertThat(toolCalled && event.kind() == ChatEvent.Kind.FAILED_OVER)
                        .as("a tool call that was shown is taken back")
                        .isFalse();
                Stage.apply(event, text);
                shown |= toolCalled || text.length() > 0;
                if (dawdles) {
                    world.time.sleep(world.between(0, 20_000), CallContext.create());
                }
            }
        } catch (StreamBrokenException e) {
            String partial = e.partial().map(ChatResponse::text).orElse("");
            assertThat(partial).as("the partial answer is what was shown").isEqualTo(text.toString());
            assertThat(shown).as("a stream that breaks has shown something").isTrue();
            throw e;
        }
    }

    private void text(ChatModel route) {
        StringBuilder text = new StringBuilder();
        try (ChatStream stream = route.stream(request, context)) {
            stream.text().forEach(text::append);
            assertThat(world.answers).as("what was answered").contains(text.toString());
        } catch (StreamBrokenException e) {
            assertThat(e.partial().map(ChatResponse::text).orElse(""))
                    .as("the partial answer is what was shown")
                    .isEqualTo(text.toString());
            throw e;
        }
    }

    private @Nullable ChatEvent next(ChatStream stream) {
        long start = world.time.nanos();
        try {
            return stream.next();
        } finally {
            inTime(start);
        }
    }

    private void inTime(long start) {
        assertThat(world.time.nanos())
                .as("a call is over when its time is over or it was cancelled")
                .isLessThanOrEqualTo(Math.max(start, lastMoment));
    }
}
