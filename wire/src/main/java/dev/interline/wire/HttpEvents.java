package dev.interline.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.EventSource;
import dev.interline.OutputSchema;
import dev.interline.Profile;
import dev.interline.Pulse;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.error.UnavailableException;
import dev.interline.error.UnreadableException;
import dev.interline.time.Timer;
import dev.interline.wire.frame.Frame;
import dev.interline.wire.frame.FrameException;
import dev.interline.wire.frame.Frames;
import dev.interline.wire.frame.SseFrames;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events of one streamed answer, read off its connection as they are pulled. Used by one thread at a time. */
final class HttpEvents implements EventSource {
    /** How long the vendor may take to count tokens and close after it has said that the answer is complete. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Cloud cloud;
    private final Profile profile;
    private final WireFormat format;
    private final Assembler out;
    private final @Nullable OutputSchema form;
    private final Exchange.Answered answered;
    private final Frames frames;
    private final FrameReader reader;
    private final @Nullable StringBuilder raw;
    private final CallContext context;
    private final Pulse pulse;
    private final Interrupts.Seat seat;
    private FrameReader.Progress progress = FrameReader.Progress.OPEN;
    private @Nullable Timer grace;
    private volatile boolean graceOver;
    private @Nullable ChatResponse response;
    private boolean ended;
    private boolean told;

    HttpEvents(
            Cloud cloud,
            Profile profile,
            Dialect dialect,
            Assembler out,
            @Nullable OutputSchema form,
            Exchange.Answered answered,
            boolean raw,
            CallContext context,
            Pulse pulse,
            Interrupts.Seat seat) {
        this.cloud = cloud;
        this.profile = profile;
        this.format = dialect.format();
        this.out = out;
        this.form = form;
        this.answered = answered;
        this.raw = raw ? new StringBuilder() : null;
        this.context = context;
        this.pulse = pulse;
        this.seat = seat;
        this.frames = dialect.framing().open(this::read);
        this.reader = dialect.format().reader(out);
        pulse.idle();
        seat.rise();
    }

    /** Reads what is there; the silence clock runs only here. */
    private int read(byte[] into, int offset, int length) throws IOException {
        pulse.waiting();
        seat.sit();
        try {
            return answered.reply().read(into, offset, length);
        } finally {
            seat.rise();
            pulse.idle();
        }
    }

    /** The first content is there. */
    void content() {
        answered.line().content();
        context.content();
    }

    @Override
    public @Nullable ChatEvent next() {
        try {
            while (true) {
                ChatEvent event = out.poll();
                if (event != null) {
                    return event;
                }
                if (ended) {
                    return finish();
                }
                advance();
            }
        } catch (ChatException e) {
            throw failed(e);
        }
    }

    /** Takes one frame, or notes the end. */
    private void advance() {
        try {
            Frame frame = frames.next();
            if (frame == null) {
                endOfBody();
                return;
            }
            if (raw != null) {
                raw.append(frame.text()).append('\n');
            }
            try {
                progress = reader.read(frame);
            } catch (JsonProcessingException e) {
                if (frame.unfinished()) {
                    // the body was cut in the middle of an event
                    endOfBody();
                    return;
                }
                throw new UnreadableException("an event of the stream is no JSON", Failure.NONE, e);
            }
            if (progress == FrameReader.Progress.DONE) {
                end();
            } else if (progress == FrameReader.Progress.FINISHED && grace == null) {
                grace = context.time().after(GRACE, this::graceIsOver);
            }
        } catch (FrameException e) {
            if (out.isFinished()) {
                end();
                return;
            }
            throw new UnavailableException("the stream broke off: " + e.getMessage(), Failure.NONE, e);
        } catch (IOException e) {
            if (out.isFinished() && (graceOver || !context.cancellation().isCancelled())) {
                // the answer is complete; only its numbers may be missing
                end();
                return;
            }
            throw Exchange.broken(e, context);
        } catch (Refused e) {
            throw Exchange.explain(cloud, profile, e.refusal().within(answered.reply()::header), context);
        }
    }

    private void graceIsOver() {
        graceOver = true;
        context.cancellation().cancel(dev.interline.Cancellation.Reason.CLOSED, "the answer is complete");
    }

    private void endOfBody() throws IOException {
        reader.end();
        if (progress == FrameReader.Progress.OPEN && frames instanceof SseFrames events && events.stray() != null) {
            JsonNode stray = Json.lenient(events.stray());
            if (isAnswer(stray)) {
                end();
                return;
            }
            // an error that a front end wrote into the stream as it was, without framing; some models write a reason
            // to stop into every event, so that one alone does not mean that the answer was complete
            throw new Refused(Refusal.inside("", stray));
        }
        if (out.isFinished()) {
            end();
            return;
        }
        throw new UnavailableException("the stream ended before the answer was complete");
    }

    /** Some gateways and test servers do not stream: they give the whole answer, whatever was asked for. */
    private boolean isAnswer(JsonNode stray) {
        if (!stray.isObject() || stray.has("error") || partial().isPresent()) {
            return false;
        }
        try {
            format.decode(stray, out);
            return out.isFinished();
        } catch (ChatException | Refused e) {
            return false;
        }
    }

    private void end() {
        out.closeParts();
        ended = true;
    }

    private @Nullable ChatEvent finish() {
        if (response != null) {
            return null;
        }
        answered.line().content();
        answered.line().done(out.usage(), out.servedTier());
        told = true;
        HttpChatModel.hear(cloud, answered.reply(), out, context.time());
        ChatResponse.Builder whole = out.response();
        if (raw != null) {
            whole.raw(new ChatResponse.Raw(
                    answered.reply().status(), answered.reply().headers(), raw.toString()));
        }
        response = AskedForm.checked(
                HttpChatModel.checked(whole.cost(answered.line().cost())
                        .trail(context.trail())
                        .build()),
                form);
        return new ChatEvent.Finished(response);
    }

    private ChatException failed(ChatException e) {
        e.locate(profile.id(), context.target());
        tell(e);
        return e;
    }

    private void tell(ChatException e) {
        if (!told) {
            told = true;
            answered.line().failed(e, out.usage());
        }
    }

    @Override
    public Optional<ChatResponse> partial() {
        ChatResponse.Builder sofar = out.response();
        ChatResponse part = sofar.trail(context.trail()).build();
        return part.message().parts().isEmpty() ? Optional.empty() : Optional.of(part);
    }

    @Override
    public void close() {
        if (!told) {
            tell(new CancelledException("the stream was closed before its end"));
        }
        if (grace != null) {
            grace.stop();
        }
        pulse.stop();
        seat.close();
        answered.reply().close();
    }
}
