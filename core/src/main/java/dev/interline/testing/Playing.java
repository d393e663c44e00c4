package dev.interline.testing;

import dev.interline.CallContext;
import dev.interline.Cancellation;
import dev.interline.ChatEvent;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.EventSource;
import dev.interline.Message;
import dev.interline.ModelId;
import dev.interline.Part;
import dev.interline.Profile;
import dev.interline.Pulse;
import dev.interline.StopReason;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.TrailLog;
import dev.interline.Usage;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.policy.Estimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One turn on its way through one call. A whole answer goes the same way, with nobody to see the events. */
final class Playing implements EventSource {
    private static final Duration FOR_EVER = Duration.ofDays(3650);

    private final Turn turn;
    private final ModelId model;
    private final CallContext context;
    private final TrailLog.Line line;
    private final Pulse pulse;
    private final boolean streaming;
    private final long input;
    private final Runnable gone;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private boolean openThinking;
    private int at;
    private int tokens;
    private boolean first = true;
    private @Nullable ChatEvent held;
    private @Nullable ChatResponse response;

    /**
     * Begins.
     *
     * @param gone told when the call is over and holds nothing any more
     */
    Playing(
            Turn turn,
            Profile profile,
            ChatRequest request,
            CallContext context,
            Duration silence,
            boolean streaming,
            Runnable gone) {
        this.turn = turn;
        this.model = profile.id();
        this.context = context;
        this.streaming = streaming;
        this.input = Estimate.of(request).input();
        this.gone = gone;
        this.line = context.line(profile);
        this.pulse = Pulse.watch(context, silence);
        pulse.idle();
    }

    @Override
    public @Nullable ChatEvent next() {
        if (response != null) {
            return null;
        }
        pulse.waiting();
        try {
            ChatEvent event = step();
            if (streaming && event.kind() != ChatEvent.Kind.FINISHED) {
                line.content();
            }
            return event;
        } catch (ChatException e) {
            e.locate(model, context.target());
            line.failed(e);
            throw e;
        } finally {
            pulse.idle();
        }
    }

    private ChatEvent step() {
        context.check();
        ChatEvent waiting = held;
        if (waiting != null) {
            held = null;
            return waiting;
        }
        while (at < turn.steps().size()) {
            Turn.Step step = turn.steps().get(at++);
            if (step instanceof Turn.Step.Pause pause) {
                context.time().sleep(pause.time(), context);
            } else if (step instanceof Turn.Step.Ping) {
                if (streaming) {
                    pulse.beat();
                }
            } else if (step instanceof Turn.Step.Fail fail) {
                throw fail.failure().get();
            } else if (step instanceof Turn.Step.Emit emit) {
                return emit(emit.event());
            } else {
                hang();
            }
        }
        Part last = closePart();
        return last == null ? finish() : done(last);
    }

    private void hang() {
        while (true) {
            context.time().sleep(FOR_EVER, context);
        }
    }

    private ChatEvent emit(ChatEvent event) {
        if (!first && !turn.pace().isZero()) {
            context.time().sleep(turn.pace(), context);
        }
        first = false;
        boolean thinking = event instanceof ChatEvent.ThinkingDelta;
        boolean text = event instanceof ChatEvent.TextDelta;
        Part before = !(thinking || text) || thinking != openThinking ? closePart() : null;
        if (event instanceof ChatEvent.TextDelta delta) {
            open.append(delta.text());
            tokens++;
        } else if (event instanceof ChatEvent.ThinkingDelta delta) {
            open.append(delta.text());
            tokens++;
        } else if (event instanceof ChatEvent.PartDone done) {
            parts.add(done.part());
        }
        openThinking = thinking;
        if (before == null) {
            return event;
        }
        held = event;
        return new ChatEvent.PartDone(before);
    }

    private @Nullable Part closePart() {
        if (open.length() == 0) {
            return null;
        }
        Part part = openThinking ? new Thinking(open.toString(), null) : Text.of(open.toString());
        open.setLength(0);
        parts.add(part);
        return part;
    }

    private static ChatEvent done(Part part) {
        return new ChatEvent.PartDone(part);
    }

    private ChatEvent finish() {
        Usage told = turn.usage();
        Usage usage = told == null ? Usage.of(input, tokens) : told;
        line.content();
        line.done(usage);
        ChatResponse whole = soFar(parts)
                .usage(usage)
                .cost(line.cost())
                .trail(context.trail())
                .build();
        response = whole;
        return new ChatEvent.Finished(whole);
    }

    private ChatResponse.Builder soFar(List<Part> all) {
        Message message = Message.assistant(all.toArray(new Part[0]));
        StopReason.Kind told = turn.stopReason();
        StopReason.Kind reason =
                told != null ? told : message.toolCalls().isEmpty() ? StopReason.Kind.STOP : StopReason.Kind.TOOL_CALLS;
        return ChatResponse.builder(model)
                .servedModel(model.deployment())
                .message(message)
                .stopReason(new StopReason(reason, "scripted"));
    }

    @Override
    public Optional<ChatResponse> partial() {
        List<Part> all = new ArrayList<>(parts);
        if (open.length() > 0) {
            all.add(openThinking ? new Thinking(open.toString(), null) : Text.of(open.toString()));
        }
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(soFar(all)
                        .stopReason(new StopReason(StopReason.Kind.OTHER, ""))
                        .trail(context.trail())
                        .build());
    }

    @Override
    public void close() {
        pulse.stop();
        if (response == null) {
            Cancellation.Reason reason = context.cancellation().reason();
            line.failed(
                    reason == null
                            ? new CancelledException("the stream was closed before its end")
                            : context.failure(null));
        }
        gone.run();
    }
}
