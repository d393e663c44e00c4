package dev.interline.testing;

import dev.interline.ChatEvent;
import dev.interline.Refusal;
import dev.interline.StopReason;
import dev.interline.ToolCall;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScriptedModel} does in one call, written in the order in which it happens:
 *
 * <pre>{@code
 * Turn.silent(ofSeconds(2)).pace(ofMillis(50)).says("one two three four").first(3).fails(Kind.UNAVAILABLE)
 * }</pre>
 *
 * is two seconds of nothing, three tokens, and a stream that breaks off. A turn that neither fails nor hangs ends as an
 * answer does, with a stop reason and usage. Immutable.
 */
public final class Turn {
    private static final Pattern TOKEN = Pattern.compile("\\S+\\s*|\\s+");

    /** Something that happens in a turn. */
    sealed interface Step {
        record Pause(Duration time) implements Step {}

        record Ping() implements Step {}

        record Emit(ChatEvent event) implements Step {}

        record Fail(Supplier<? extends ChatException> failure) implements Step {}

        record Hang() implements Step {}
    }

    private final List<Step> steps;
    private final Duration pace;
    private final StopReason.@Nullable Kind stopReason;
    private final @Nullable Usage usage;

    private Turn(List<Step> steps, Duration pace, StopReason.@Nullable Kind stopReason, @Nullable Usage usage) {
        this.steps = List.copyOf(steps);
        this.pace = pace;
        this.stopReason = stopReason;
        this.usage = usage;
    }

    private static Turn nothing() {
        return new Turn(List.of(), Duration.ZERO, null, null);
    }

    /** An answer in text. */
    public static Turn says(String text) {
        return nothing().thenSays(text);
    }

    /** Thoughts; go on with {@link #thenSays}. */
    public static Turn thinks(String text) {
        return nothing().thenThinks(text);
    }

    /** A call of a tool, by itself the whole answer. */
    public static Turn calls(String tool, String arguments) {
        return nothing().thenCalls(tool, arguments);
    }

    /** The model's own words for not answering. */
    public static Turn refuses(String text) {
        return nothing()
                .with(new Step.Emit(new ChatEvent.PartDone(new Refusal(text, null))))
                .ends(StopReason.Kind.REFUSAL);
    }

    /** A failure; each call gets a new exception from here. */
    public static Turn fails(Supplier<? extends ChatException> failure) {
        return nothing().thenFails(failure);
    }

    /** A failure of this kind. */
    public static Turn fails(ChatException.Kind kind) {
        return fails(() -> Failures.of(kind));
    }

    /** Nothing at all until the call is cancelled. */
    public static Turn hangs() {
        return nothing().thenHangs();
    }

    /** Not a sign of life for a while, before something else. */
    public static Turn silent(Duration time) {
        return nothing().thenSilent(time);
    }

    /** Signs of life without content, so far apart, before something else. */
    public static Turn pings(int times, Duration apart) {
        return nothing().thenPings(times, apart);
    }

    /** Text, a token for each word. */
    public Turn thenSays(String text) {
        return tokens(text, ChatEvent.TextDelta::new);
    }

    /** Thoughts, a token for each word. */
    public Turn thenThinks(String text) {
        return tokens(text, ChatEvent.ThinkingDelta::new);
    }

    private Turn tokens(String text, Function<String, ChatEvent> event) {
        List<Step> more = new ArrayList<>(steps);
        Matcher tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            more.add(new Step.Emit(event.apply(tokens.group())));
        }
        return new Turn(more, pace, stopReason, usage);
    }

    /**
     * A call of a tool.
     *
     * @param arguments JSON text
     */
    public Turn thenCalls(String tool, String arguments) {
        int nth = 1;
        for (Step step : steps) {
            nth += step instanceof Step.Emit emit && emit.event() instanceof ChatEvent.ToolCallStarted ? 1 : 0;
        }
        String id = "call-" + nth;
        return with(
                new Step.Emit(new ChatEvent.ToolCallStarted(id, tool)),
                new Step.Emit(new ChatEvent.ToolCallDelta(id, arguments)),
                new Step.Emit(new ChatEvent.PartDone(ToolCall.of(id, tool, arguments))));
    }

    /** A failure: of the attempt before the first content, of the stream after it. */
    public Turn thenFails(Supplier<? extends ChatException> failure) {
        return with(new Step.Fail(Objects.requireNonNull(failure, "failure")));
    }

    /** A failure of this kind. */
    public Turn thenFails(ChatException.Kind kind) {
        return thenFails(() -> Failures.of(kind));
    }

    /** Nothing more until the call is cancelled. */
    public Turn thenHangs() {
        return with(new Step.Hang());
    }

    /** Not a sign of life for a while. */
    public Turn thenSilent(Duration time) {
        return with(new Step.Pause(time));
    }

    /** Signs of life without content, so far apart. */
    public Turn thenPings(int times, Duration apart) {
        List<Step> more = new ArrayList<>(steps);
        for (int i = 0; i < times; i++) {
            more.add(new Step.Pause(apart));
            more.add(new Step.Ping());
        }
        return new Turn(more, pace, stopReason, usage);
    }

    /** The same turn up to and including this many tokens of text or thinking; go on with a failure or silence. */
    public Turn first(int tokens) {
        List<Step> some = new ArrayList<>();
        int left = tokens;
        for (Step step : steps) {
            boolean token = step instanceof Step.Emit emit
                    && (emit.event() instanceof ChatEvent.TextDelta || emit.event() instanceof ChatEvent.ThinkingDelta);
            if (token && left-- <= 0) {
                break;
            }
            some.add(step);
        }
        return new Turn(some, pace, stopReason, usage);
    }

    /** A pause before every event of this turn but the first; nothing unless set. */
    public Turn pace(Duration between) {
        return new Turn(steps, between, stopReason, usage);
    }

    /** Why the model stops; that it is done, or waits for its tools, unless set. */
    public Turn ends(StopReason.Kind reason) {
        return new Turn(steps, pace, reason, usage);
    }

    /** What the answer costs; one token for each word unless set. */
    public Turn usage(Usage usage) {
        return new Turn(steps, pace, stopReason, usage);
    }

    private Turn with(Step... more) {
        List<Step> all = new ArrayList<>(steps);
        all.addAll(List.of(more));
        return new Turn(all, pace, stopReason, usage);
    }

    List<Step> steps() {
        return steps;
    }

    Duration pace() {
        return pace;
    }

    StopReason.@Nullable Kind stopReason() {
        return stopReason;
    }

    @Nullable
    Usage usage() {
        return usage;
    }
}
