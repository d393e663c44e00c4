package dev.interline.budget;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all copies of a budget share beside its ledger: what calls under way hold, and what was logged already. Thread-safe. */
final class Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(Budget.class);
    private static final int MOST_TOLD = 10_000;

    private final Told near = new Told();
    private final Told spent = new Told();
    private final AtomicBoolean unknown = new AtomicBoolean();
    private final Map<String, BigDecimal> held = new ConcurrentHashMap<>();

    /** US dollars that calls of an account should cost yet. */
    BigDecimal held(String account) {
        return held.getOrDefault(account, BigDecimal.ZERO);
    }

    /** Holds what a call should cost. */
    Hold hold(String account, BigDecimal expected) {
        held.merge(account, expected, BigDecimal::add);
        return new Hold(account, expected);
    }

    void sayNear(Balance balance) {
        near.say(balance);
    }

    void saySpent(Balance balance) {
        spent.say(balance);
    }

    void sayUnknown(String budget, Object model) {
        if (unknown.compareAndSet(false, true)) {
            LOG.warn(
                    "budget {} does not see all that {} costs, for its price is not known; declare model or price",
                    budget,
                    model);
        }
    }

    /** Once an account and period; a log that has told of so many accounts tells of no more in that period. */
    private static final class Told {
        private final Set<String> accounts = ConcurrentHashMap.newKeySet();
        private volatile String period = "";

        void say(Balance balance) {
            if (!period.equals(balance.period())) {
                accounts.clear();
                period = balance.period();
            }
            if (accounts.size() < MOST_TOLD && accounts.add(balance.account())) {
                String last = accounts.size() < MOST_TOLD ? "" : "; further accounts are not told of in this period";
                LOG.warn("{}{}", balance.spentWords(), last);
            }
        }
    }

    /** What one call should cost and has not paid yet. */
    final class Hold {
        private final String account;
        private final AtomicReference<BigDecimal> left;

        private Hold(String account, BigDecimal expected) {
            this.account = account;
            this.left = new AtomicReference<>(expected);
        }

        void release(BigDecimal dollars) {
            BigDecimal before = left.getAndUpdate(rest -> rest.subtract(dollars).max(BigDecimal.ZERO));
            BigDecimal released = before.min(dollars);
            if (released.signum() > 0) {
                held.computeIfPresent(account, (key, sum) -> {
                    BigDecimal rest = sum.subtract(released);
                    return rest.signum() <= 0 ? null : rest;
                });
            }
        }
    }
}
