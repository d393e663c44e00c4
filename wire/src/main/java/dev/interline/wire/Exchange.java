package dev.interline.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.interline.CallContext;
import dev.interline.Hop;
import dev.interline.Profile;
import dev.interline.TrailLog;
import dev.interline.error.ChatException;
import dev.interline.error.DeniedException;
import dev.interline.error.Failure;
import dev.interline.error.TimedOutException;
import dev.interline.error.UnavailableException;
import dev.interline.error.UnreadableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The one road to a socket: sign, send, and make sense of a refusal. Every request on the wire gets its own line in the
 * trail. Thread-safe.
 */
final class Exchange {
    private static final Set<String> SECRET =
            Set.of("authorization", "api-key", "x-api-key", "x-goog-api-key", "x-amz-security-token");

    private static final int SHORTEST_SECRET = 8;

    private final Transport transport;
    private final Cloud cloud;
    private final Signer signer;

    Exchange(Transport transport, Cloud cloud, Signer signer) {
        this.transport = transport;
        this.cloud = cloud;
        this.signer = signer;
    }

    /** An answer with a good status, and its line in the trail, still open. */
    record Answered(Reply reply, TrailLog.Line line) {}

    /**
     * Sends, repairs at most once, and resends at most once when a kept connection turns out to be dead.
     *
     * @throws ChatException when there is no good answer
     */
    Answered send(Outgoing outgoing) {
        boolean repaired = false;
        boolean resent = false;
        Hop.Why why = null;
        while (true) {
            outgoing.context().check();
            signer.sign(outgoing);
            TrailLog.Line line = why == null
                    ? outgoing.context().line(outgoing.profile())
                    : outgoing.context().line(outgoing.profile(), why);
            Tap tap = new Tap(outgoing.context().time(), transport.connectTimeout());
            Reply reply;
            try {
                reply = transport.send(outgoing, outgoing.context(), tap);
            } catch (IOException e) {
                ChatException failure = broken(e, tap, outgoing);
                line.failed(failure);
                if (tap.wasStale()
                        && !resent
                        && !outgoing.context().cancellation().isCancelled()) {
                    resent = true;
                    why = Hop.Why.RESEND;
                    continue;
                }
                throw failure;
            }
            line.answered(reply.status(), cloud.requestId(reply::header));
            if (reply.isGood()) {
                return new Answered(reply, line);
            }
            Refusal refusal = read(reply, outgoing);
            ChatException failure = cloud.explain(outgoing.profile(), refusal);
            failure.locate(outgoing.profile().id(), outgoing.context().target());
            line.failed(failure);
            if (repaired || !signer.repair(outgoing, refusal, failure)) {
                throw failure;
            }
            repaired = true;
            why = Hop.Why.REPAIR;
        }
    }

    private static Refusal read(Reply reply, Outgoing outgoing) {
        String body;
        try (reply) {
            body = reply.refusal();
        } catch (IOException e) {
            // the status alone must do
            body = "";
        }
        return Refusal.answer(reply.status(), withoutSecrets(body, outgoing), reply::header);
    }

    /** Some services quote the key that they refuse. */
    private static String withoutSecrets(String body, Outgoing outgoing) {
        String clean = body;
        for (Map.Entry<String, String> header : outgoing.headers().entrySet()) {
            if (SECRET.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                String value = header.getValue();
                String secret = value.regionMatches(true, 0, "Bearer ", 0, 7) ? value.substring(7) : value;
                // a shorter one guards nothing, and might be part of any word
                clean = secret.length() < SHORTEST_SECRET ? clean : clean.replace(secret, "[secret]");
            }
        }
        return clean;
    }

    private ChatException broken(IOException e, Tap tap, Outgoing outgoing) {
        ChatException failure;
        if (tap.wasTooLate(e) && !outgoing.context().cancellation().isCancelled()) {
            failure = new TimedOutException(
                    TimedOutException.Clock.CONNECT,
                    transport.connectTimeout(),
                    "no connection within " + transport.connectTimeout().toMillis() + " ms",
                    Failure.NONE,
                    e);
        } else {
            failure = broken(e, outgoing.context());
        }
        failure.locate(outgoing.profile().id(), outgoing.context().target());
        return failure;
    }

    /** What a failed read or write means: the call's own end, or the target's. */
    static ChatException broken(IOException e, CallContext context) {
        if (Thread.currentThread().isInterrupted()
                || e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException)) {
            Interrupts.cancel(context);
        }
        if (context.cancellation().isCancelled()) {
            return context.failure(e);
        }
        if (e instanceof Reply.TooLarge) {
            // it would be as large again
            return new UnreadableException(String.valueOf(e.getMessage()), new Failure(0, "", "", null, "", false), e);
        }
        String said = String.valueOf(e.getMessage());
        if (said.contains("(407)") || said.contains("authenticate with proxy")) {
            // OkHttp has no type for it; waiting does not bring a password
            return new DeniedException(
                    "a proxy on the way refuses to serve us: check user name and password in the proxy's address",
                    Failure.NONE,
                    e);
        }
        return new UnavailableException(
                "the connection failed: " + e.getClass().getSimpleName()
                        + (e.getMessage() == null ? "" : ", " + e.getMessage()),
                Failure.NONE,
                e);
    }

    /**
     * What went wrong while a good answer was read; its line in the trail is told.
     *
     * @param e an {@link IOException}, a {@link Refused} or a {@link ChatException}
     */
    ChatException misread(Exception e, Answered answered, Outgoing outgoing) {
        ChatException failure;
        if (e instanceof ChatException known) {
            failure = known;
        } else if (e instanceof Refused refused) {
            Refusal refusal = refused.refusal().within(answered.reply()::header);
            failure = explain(cloud, outgoing.profile(), refusal, outgoing.context());
        } else if (e instanceof JsonProcessingException) {
            failure = new UnreadableException(
                    "the answer is no JSON", Failure.of(answered.reply().status(), "", ""), e);
        } else {
            failure = broken((IOException) e, outgoing.context());
        }
        answered.line().failed(failure);
        return failure;
    }

    /** What an error inside an answer with a good status means. */
    static ChatException explain(Cloud cloud, Profile profile, Refusal refusal, CallContext context) {
        ChatException failure = cloud.explain(profile, refusal);
        failure.locate(profile.id(), context.target());
        return failure;
    }
}
