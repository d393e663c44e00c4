package dev.interline.route;

import dev.interline.Limits;
import dev.interline.RateLimit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests and tokens a minute of a target, apart for each credential. What a call should take is reserved before it is
 * sent and settled when the vendor has counted. Guarded by the lock of its {@link Health}.
 */
final class Quotas {
    private static final int MOST_CREDENTIALS = 1_000;

    private record Quota(
            Limits limits,
            @Nullable Meter requests,
            @Nullable Meter tokens) {}

    private final Map<String, Quota> quotas = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Quota> eldest) {
            return size() > MOST_CREDENTIALS;
        }
    };

    private Quota of(Demand demand, long now) {
        Limits limits = demand.limits();
        Quota known = quotas.get(demand.credential());
        if (known != null && known.limits.equals(limits)) {
            return known;
        }
        Quota quota = new Quota(limits, meter(limits.requestsPerMinute(), now), meter(limits.tokensPerMinute(), now));
        quotas.put(demand.credential(), quota);
        return quota;
    }

    private static @Nullable Meter meter(long perMinute, long now) {
        return perMinute == 0 ? null : new Meter(perMinute, now);
    }

    /** How long until the call may be sent. */
    Duration left(Demand demand, long now) {
        if (!demand.isMetered()) {
            return Duration.ZERO;
        }
        Quota quota = of(demand, now);
        long requests = quota.requests == null ? 0 : quota.requests.left(1, now);
        long tokens = quota.tokens == null ? 0 : quota.tokens.left((double) demand.tokens(), now);
        return Duration.ofNanos(Math.max(requests, tokens));
    }

    void take(Demand demand, long now) {
        if (demand.isMetered()) {
            change(of(demand, now), 1, demand.tokens(), now);
        }
    }

    /** The call was not sent after all. */
    void giveBack(Demand demand, long now) {
        if (demand.isMetered()) {
            change(of(demand, now), -1, -demand.tokens(), now);
        }
    }

    /** The vendor has counted. */
    void settle(Demand demand, long used, long now) {
        if (demand.isMetered()) {
            change(of(demand, now), 0, used - demand.tokens(), now);
        }
    }

    private static void change(Quota quota, int requests, long tokens, long now) {
        if (quota.requests != null) {
            change(quota.requests, requests, now);
        }
        if (quota.tokens != null) {
            change(quota.tokens, tokens, now);
        }
    }

    private static void change(Meter meter, long amount, long now) {
        if (amount > 0) {
            meter.take((double) amount, now);
        } else {
            meter.giveBack((double) -amount, now);
        }
    }

    /** The vendor's own word on its limits. */
    void heard(Demand demand, RateLimit limit, long now) {
        if (!demand.isMetered() || limit.remaining().isEmpty()) {
            return;
        }
        Quota quota = of(demand, now);
        Meter meter = limit.what() == RateLimit.What.REQUESTS ? quota.requests : quota.tokens;
        if (meter != null) {
            long reset = limit.reset().map(Duration::toNanos).orElse(0L);
            meter.correct((double) limit.remaining().getAsLong(), reset, now);
        }
    }

    /** The vendor has refused a call. */
    void refused(Demand demand, long now) {
        if (demand.isMetered()) {
            Quota quota = of(demand, now);
            if (quota.requests != null) {
                quota.requests.refused(now);
            }
            if (quota.tokens != null) {
                quota.tokens.refused(now);
            }
        }
    }
}
