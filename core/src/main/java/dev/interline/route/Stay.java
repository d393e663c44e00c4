package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.time.Time;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call's share of stickiness: a conversation stays where it was answered last, because the vendor's prompt cache is
 * warm there and what it has signed is worth something nowhere else. Who that was is not told by the history: only some
 * answers bear their maker's signature, and a history that was saved may have lost it. So the route remembers it, apart
 * for each set of credentials.
 */
final class Stay {
    private final Seats seats;
    private final Time time;
    private final long idle;
    private final Fingerprint conversation;
    private final long scope;

    private Stay(Seats seats, Time time, long idle, Fingerprint conversation, long scope) {
        this.seats = seats;
        this.time = time;
        this.idle = idle;
        this.conversation = conversation;
        this.scope = scope;
    }

    /** For one call; null when there is nothing to remember. */
    static @Nullable Stay of(Rules rules, Seats seats, ChatRequest request, CallContext call) {
        if (rules.sticky.isZero() || rules.targets.size() < 2) {
            return null;
        }
        return new Stay(
                seats,
                rules.time,
                TimeUnit.NANOSECONDS.convert(rules.sticky),
                Fingerprint.of(request.messages()),
                scope(rules.targets, call));
    }

    /** Tells sets of credentials apart. */
    static long scope(List<Target> targets, CallContext call) {
        long scope = 0;
        for (int i = 0; i < targets.size(); i++) {
            String credential = targets.get(i).profile().credentialKey(call);
            if (!credential.isEmpty()) {
                scope = Fingerprint.mix(scope, credential.hashCode());
            }
        }
        return scope;
    }

    /** Who answered last; null when that is not known or too long ago. */
    @Nullable
    Target where(List<Target> targets) {
        if (!conversation.goesOn()) {
            return null;
        }
        String name = seats.of(Fingerprint.mix(scope, conversation.answered()), time.nanos(), idle);
        for (int i = 0; name != null && i < targets.size(); i++) {
            if (targets.get(i).name().equals(name)) {
                return targets.get(i);
            }
        }
        return null;
    }

    /** The conversation goes on from here. */
    void answered(Target target, ChatResponse response) {
        seats.take(Fingerprint.mix(scope, conversation.with(response.message())), target.name(), time.nanos());
    }
}
