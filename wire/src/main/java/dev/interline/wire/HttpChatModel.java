package dev.interline.wire;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Hop;
import dev.interline.Notice;
import dev.interline.Origin;
import dev.interline.Profile;
import dev.interline.Pulse;
import dev.interline.StopReason;
import dev.interline.Usage;
import dev.interline.Warmable;
import dev.interline.error.BlockedException;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.error.InvalidException;
import dev.interline.error.UnreadableException;
import dev.interline.policy.Defaults;
import dev.interline.policy.Riding;
import dev.interline.time.Time;
import dev.interline.time.Timed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model behind HTTP: the only class where format, cloud and connection meet. A call reads as it flows: encode,
 * adjust, address, sign, send, and refuse or read. Thread-safe.
 */
public final class HttpChatModel implements ChatModel, Warmable, Timed {
    private final Cloud cloud;
    private final Profile profile;
    private final Dialect dialect;
    private final Origin origin;
    private final Exchange exchange;
    private final Time time;
    private volatile @Nullable String whole;
    private volatile @Nullable String streamed;

    /**
     * A model on a cloud.
     *
     * @param dialect how it is spoken to there
     * @param time the clock of its calls
     */
    public HttpChatModel(Cloud cloud, Dialect dialect, Profile profile, Transport transport, Time time) {
        this.cloud = cloud;
        this.profile =
                profile.toBuilder().credentialVersion(dialect.signer()::version).build();
        this.dialect = dialect;
        this.origin = dialect.format().origin(profile.id());
        this.exchange = new Exchange(transport, cloud, dialect.signer());
        this.time = time;
    }

    @Override
    public Profile profile() {
        return profile;
    }

    @Override
    public Time time() {
        return time;
    }

    @Override
    public ChatResponse chat(ChatRequest request, CallContext context) {
        context.begin(time, Defaults.deadline(request.options()));
        if (Defaults.ridesOnStream(profile, request)) {
            return Riding.toEnd(open(request, context));
        }
        ChatResponse response = whole(request, context, false).response();
        context.end(null, response.usage());
        return response;
    }

    /** An answer that came whole, and its events where they are wanted. */
    private record Whole(ChatResponse response, Assembler out) {}

    private Whole whole(ChatRequest request, CallContext context, boolean events) {
        Pulse pulse = Pulse.watch(context, wholeSilence(request, context));
        try (Interrupts.Seat seat = Interrupts.seat(context)) {
            seat.sit();
            Encoded encoded = dialect.format().encode(new Task(request, profile, origin, false));
            Outgoing outgoing = outgoing(request, encoded, context, false);
            Assembler out = assembler(encoded, outgoing, events);
            return new Whole(AskedForm.checked(answer(request, outgoing, out), encoded.emulated()), out);
        } catch (ChatException e) {
            throw failed(e, context);
        } finally {
            pulse.stop();
        }
    }

    /** A whole answer is silent until it is there: whoever sets a short silence means that of a stream. */
    private Duration wholeSilence(ChatRequest request, CallContext context) {
        Duration least = Defaults.wholeSilence(profile, request.options());
        Duration set = context.silence().orElse(least);
        return set.compareTo(least) > 0 ? set : least;
    }

    private ChatResponse answer(ChatRequest request, Outgoing outgoing, Assembler out) {
        CallContext context = outgoing.context();
        Exchange.Answered answered = exchange.send(outgoing);
        try (Reply reply = answered.reply()) {
            String raw = request.raw() ? reply.text() : null;
            dialect.format().decode(raw == null ? reply.tree() : Json.read(raw), out);
            if (!out.isFinished()) {
                throw new UnreadableException("the answer has no end that could be recognised");
            }
            context.content();
            answered.line().content();
            hear(cloud, reply, out, time);
            ChatResponse.Builder response = out.response();
            if (raw != null) {
                response.raw(new ChatResponse.Raw(reply.status(), reply.headers(), raw));
            }
            answered.line().done(out.usage(), out.servedTier());
            return checked(
                    response.cost(answered.line().cost()).trail(context.trail()).build());
        } catch (IOException | Refused | ChatException e) {
            throw exchange.misread(e, answered, outgoing);
        }
    }

    /** What stands in the headers of an answer. */
    static void hear(Cloud cloud, Reply reply, Assembler out, Time time) {
        out.rateLimits(RateLimitHeaders.of(reply::header, time.now()));
        cloud.heard(reply::header, out);
    }

    /** A filter's verdict is a failure that carries what was answered until then. */
    static ChatResponse checked(ChatResponse response) {
        if (response.stopReason().kind() == StopReason.Kind.CONTENT_FILTER) {
            List<Hop> hops = response.trail().hops();
            String requestId = hops.isEmpty() ? "" : hops.get(hops.size() - 1).requestId();
            BlockedException blocked = new BlockedException(
                    "a filter stopped the answer",
                    new Failure(0, response.stopReason().word(), requestId, null, "", null),
                    null);
            blocked.attach(response);
            throw blocked;
        }
        return response;
    }

    @Override
    public ChatStream stream(ChatRequest request, CallContext context) {
        context.beginStream(time, Defaults.deadline(request.options()));
        if (!Defaults.streams(profile, request)) {
            Whole whole = whole(request, context, true);
            return ChatStream.of(new Replay(whole.out, whole.response), context).awaitContent(request.showsThinking());
        }
        return open(request, context);
    }

    private ChatStream open(ChatRequest request, CallContext context) {
        Pulse pulse = Pulse.watch(context, context.silence().orElse(Defaults.silence(profile)));
        HttpEvents events;
        Interrupts.Seat seat = Interrupts.seat(context);
        seat.sit();
        try {
            Encoded encoded = dialect.format().encode(new Task(request, profile, origin, true));
            Outgoing outgoing = outgoing(request, encoded, context, true);
            Exchange.Answered answered = exchange.send(outgoing);
            Assembler out = assembler(encoded, outgoing, true);
            events = new HttpEvents(
                    cloud, profile, dialect, out, encoded.emulated(), answered, request.raw(), context, pulse, seat);
        } catch (ChatException e) {
            pulse.stop();
            seat.close();
            throw failed(e, context);
        }
        ChatStream stream = ChatStream.of(events, context).awaitContent(request.showsThinking());
        events.content();
        return stream;
    }

    /** Signs a request that is never sent, for the sake of the credential. */
    @Override
    public void warm(CallContext context) {
        context.begin(time, null);
        dialect.signer()
                .sign(new Outgoing(
                        "POST", dialect.place().url(profile, false), Json.object(), profile, context, false));
    }

    private String url(boolean streaming) {
        String known = streaming ? streamed : whole;
        if (known == null) {
            known = dialect.place().url(profile, streaming);
            if (streaming) {
                streamed = known;
            } else {
                whole = known;
            }
        }
        return known;
    }

    private Outgoing outgoing(ChatRequest request, Encoded encoded, CallContext context, boolean streaming) {
        Outgoing outgoing = new Outgoing("POST", url(streaming), encoded.body(), profile, context, streaming)
                .asked(request.options(), encoded.notices());
        outgoing.header("Content-Type", "application/json");
        outgoing.header("Accept", streaming ? dialect.framing().mediaType() : "application/json");
        dialect.adjust().accept(outgoing);
        Map<String, Object> extras = request.options().extras().get(cloud.name());
        if (extras != null) {
            Json.merge(outgoing.body(), extras);
            int answers = dialect.format().answers(outgoing.body());
            if (answers != 1) {
                throw new InvalidException("the extras for " + cloud.name() + " ask for " + answers
                        + " answers; a call gives one: leave that out, and call as often as there shall be answers");
            }
        }
        return outgoing;
    }

    private Assembler assembler(Encoded encoded, Outgoing outgoing, boolean streaming) {
        Assembler out = new Assembler(profile.id(), origin, streaming);
        for (Notice notice : outgoing.notices()) {
            out.notice(notice);
        }
        if (encoded.emulated() != null) {
            out.unfence();
        }
        return out;
    }

    private ChatException failed(ChatException e, CallContext context) {
        e.locate(profile.id(), context.target());
        context.end(e, Usage.UNKNOWN);
        e.attach(context.trail());
        return e;
    }

    @Override
    public String toString() {
        return "HttpChatModel[" + profile.id() + ", " + dialect.format().name() + "]";
    }
}
