package dev.interline.budget;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums of the periods that run; those of earlier ones go when later ones begin. When there are too many accounts, those
 * that spent least are put together, and whoever has no sum of its own counts as having spent what the largest of them
 * did (the sketch "Space-Saving" of Metwally, Agrawal and El Abbadi, a tenth at a time). So a sum may be told too large,
 * never too small: with N accounts, by no more than 1.25 / N of everything that was spent.
 */
final class MemoryLedger implements Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Budget.class);

    static final int MOST = 50_000;
    /** Days begin at different hours around the world: so many run at a time. */
    private static final int RUNNING = 3;

    private final int most;
    private final Map<String, Sum> sums = new ConcurrentHashMap<>();
    /** By the length of their names, which tells days from months: the periods that run, and what the rest spent. */
    private final Map<Integer, ConcurrentSkipListMap<String, BigDecimal>> rests = new ConcurrentHashMap<>();

    private final ReentrantLock sweeping = new ReentrantLock();

    MemoryLedger(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a ledger keeps at least 1 account, not " + most);
        }
        this.most = most;
    }

    /** What an account spent in its latest period. */
    record Sum(String account, String period, BigDecimal dollars) {}

    @Override
    public BigDecimal spent(String account, String period) {
        Sum sum = sums.get(key(account, period));
        return sum != null && sum.period().equals(period) ? sum.dollars() : rest(period);
    }

    @Override
    public void add(String account, String period, BigDecimal dollars) {
        begin(period);
        sums.compute(key(account, period), (key, before) -> {
            int order = before == null ? -1 : before.period().compareTo(period);
            if (before != null && order >= 0) {
                return order > 0
                        ? before
                        : new Sum(account, period, before.dollars().add(dollars));
            }
            return new Sum(account, period, rest(period).add(dollars));
        });
        if (sums.size() > most) {
            sweep();
        }
    }

    /** What each of those may have spent that have no sum of their own. */
    void rest(String period, BigDecimal dollars) {
        begin(period).computeIfPresent(period, (key, before) -> before.max(dollars));
    }

    private BigDecimal rest(String period) {
        Map<String, BigDecimal> running = rests.get(period.length());
        return running == null ? BigDecimal.ZERO : running.getOrDefault(period, BigDecimal.ZERO);
    }

    private Map<String, BigDecimal> begin(String period) {
        int length = period.length();
        ConcurrentSkipListMap<String, BigDecimal> running =
                rests.computeIfAbsent(length, any -> new ConcurrentSkipListMap<>());
        if (running.putIfAbsent(period, BigDecimal.ZERO) == null && running.size() > RUNNING) {
            while (running.size() > RUNNING) {
                running.pollFirstEntry();
            }
            sums.values().removeIf(sum -> sum.period().length() == length && !running.containsKey(sum.period()));
        }
        return running;
    }

    /** The rest is raised before a sum goes: whoever looks in between sees too much, not too little. */
    private void sweep() {
        if (!sweeping.tryLock()) {
            return;
        }
        boolean news = false;
        try {
            List<Sum> all = new ArrayList<>(sums.values());
            all.sort(Comparator.comparing(Sum::dollars));
            int many = all.size() > most ? all.size() - most + most / 10 : 0;
            for (Sum least : all.subList(0, many)) {
                news |= rest(least.period()).signum() == 0;
                rest(least.period(), least.dollars());
                sums.remove(key(least.account(), least.period()), least);
            }
        } finally {
            sweeping.unlock();
        }
        if (news) {
            LOG.warn(
                    "more than {} accounts of budgets: those that spent least are no longer told apart, and each of them"
                            + " counts as having spent what the largest of them did; give the ledger more accounts",
                    most);
        }
    }

    /** What is known now. */
    Iterable<Sum> sums() {
        return sums.values();
    }

    /** What each of those may have spent that have no sum, by periods. */
    void rests(BiConsumer<String, BigDecimal> reader) {
        rests.values()
                .forEach(running -> running.forEach((period, dollars) -> {
                    if (dollars.signum() > 0) {
                        reader.accept(period, dollars);
                    }
                }));
    }

    private static String key(String account, String period) {
        return period.length() + ":" + account;
    }
}
