package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.CallContext;
import dev.interline.Profile;
import dev.interline.Pulse;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import dev.interline.policy.Defaults;
import dev.interline.time.Time;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One call that is no chat: vectors, a count, a list. It may take several requests, one after the other, each with its line
 * in the trail and all under the clocks of the one call. Used by one thread.
 */
final class Query {
    private final Exchange exchange;
    private final Profile profile;
    private final CallContext context;
    private final Pulse pulse;

    private Query(Exchange exchange, Profile profile, CallContext context, Pulse pulse) {
        this.exchange = exchange;
        this.profile = profile;
        this.context = context;
        this.pulse = pulse;
    }

    /** What a call does. */
    interface Steps<T> {
        T take(Query query);
    }

    /** Makes sense of an answer. */
    interface Reading<T> {
        T read(JsonNode answer, Reply reply, byte[] body) throws IOException;
    }

    /**
     * Runs a call from its beginning to its end.
     *
     * @param input input tokens of what it gives; negative when unknown
     */
    static <T> T run(
            Exchange exchange,
            Profile profile,
            Time time,
            CallContext context,
            Steps<T> steps,
            ToLongFunction<T> input) {
        context.begin(time, Defaults.DEADLINE);
        Pulse pulse = Pulse.watch(context, context.silence().orElse(Defaults.SILENCE));
        try (Interrupts.Seat seat = Interrupts.seat(context)) {
            seat.sit();
            T result = steps.take(new Query(exchange, profile, context, pulse));
            context.end(null, usage(input.applyAsLong(result)));
            return result;
        } catch (ChatException e) {
            e.locate(profile.id(), context.target());
            context.end(e, Usage.UNKNOWN);
            e.attach(context.trail());
            throw e;
        } finally {
            pulse.stop();
        }
    }

    static Usage usage(long input) {
        return input < 0 ? Usage.UNKNOWN : Usage.builder().input(input).build();
    }

    CallContext context() {
        return context;
    }

    /**
     * Sends one request and reads its answer.
     *
     * @param usage what the answer cost
     * @throws ChatException when there is none
     */
    <T> T ask(Outgoing outgoing, Reading<T> reading, Function<T, Usage> usage) {
        Exchange.Answered answered = exchange.send(outgoing);
        pulse.beat();
        try (Reply reply = answered.reply()) {
            byte[] body = reply.bytes();
            JsonNode answer = Json.read(body, 0, body.length);
            if (Json.isError(answer)) {
                throw new Refused(Refusal.inside("", answer));
            }
            T result = reading.read(answer, reply, body);
            context.content();
            answered.line().content();
            answered.line().done(usage.apply(result));
            pulse.beat();
            return result;
        } catch (IOException | Refused | ChatException e) {
            throw exchange.misread(e, answered, outgoing);
        }
    }

    Profile profile() {
        return profile;
    }
}
