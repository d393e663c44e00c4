package dev.interline.route;

import dev.interline.RateLimit;
import dev.interline.Usage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests and tokens a minute of a target, apart for each credential. What a call should take is reserved before it is
 * sent and settled when the vendor has counted. Of a target without limits nothing is kept until it has refused a call.
 * Guarded by the lock of its {@link Health}; only {@link #isIdle} may be asked without.
 */
final class Quotas {
    private static final int MOST_CREDENTIALS = 1_000;

    private final Map<String, Quota> quotas = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Quota> eldest) {
            return size() > MOST_CREDENTIALS;
        }
    };
    private volatile boolean idle = true;

    /** Whether nobody has to be counted who has no limits. */
    boolean isIdle() {
        return idle;
    }

    private @Nullable Quota of(Demand demand, long now) {
        return demand.isMetered() || !idle ? made(demand, now) : null;
    }

    private Quota made(Demand demand, long now) {
        Quota known = quotas.get(demand.credential());
        if (known != null && known.limits.equals(demand.limits())) {
            return known;
        }
        Quota quota = new Quota(demand.limits(), now);
        quotas.put(demand.credential(), quota);
        idle &= demand.isMetered();
        return quota;
    }

    /** How long until the call may be sent. */
    Duration left(Demand demand, Line.Ahead ahead, long now) {
        Quota quota = of(demand, now);
        return quota == null ? Duration.ZERO : Duration.ofNanos(quota.left(demand, ahead, now));
    }

    /** Whether calls go by a measure, so that no crowd falls upon the target after a pause. */
    boolean paces(Demand demand, long now) {
        Quota quota = of(demand, now);
        return quota != null && quota.paces(now);
    }

    /** How many tokens the call would reserve. */
    double reserve(Demand demand, long now) {
        Quota quota = of(demand, now);
        return quota == null ? 0 : quota.reserve(demand);
    }

    /** The call is sent; gives the tokens that are reserved for it. */
    double take(Demand demand, long now) {
        Quota quota = of(demand, now);
        return quota == null ? 0 : quota.take(demand, now);
    }

    /** The call was not sent after all. */
    void giveBack(Demand demand, double reserved, long now) {
        Quota quota = of(demand, now);
        if (quota != null) {
            quota.giveBack(reserved, now);
        }
    }

    /** The vendor has counted. */
    void settle(Demand demand, double reserved, Usage usage, long now) {
        Quota quota = of(demand, now);
        if (quota != null) {
            quota.settle(demand, reserved, usage, now);
        }
    }

    /** The vendor's own word on its limits. */
    void heard(Demand demand, RateLimit limit, long now) {
        Quota quota = Quota.isSpent(limit) ? made(demand, now) : of(demand, now);
        if (quota != null) {
            quota.heard(limit, now);
        }
    }

    /** The vendor has refused a call. */
    void refused(Demand demand, long now) {
        made(demand, now).refused(now);
    }
}
