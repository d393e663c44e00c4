package dev.interline.budget;

import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sums of the periods that run; those of earlier ones go when a later one begins. */
final class MemoryLedger implements Ledger {
    private final Map<String, Sum> sums = new ConcurrentHashMap<>();
    private final Map<Integer, String> latest = new ConcurrentHashMap<>();

    /** What an account spent in its latest period. */
    record Sum(String account, String period, BigDecimal dollars) {
        Sum plus(Sum later) {
            int order = period.compareTo(later.period);
            return order < 0 ? later : order > 0 ? this : new Sum(account, period, dollars.add(later.dollars));
        }
    }

    @Override
    public BigDecimal spent(String account, String period) {
        Sum sum = sums.get(key(account, period));
        return sum != null && sum.period().equals(period) ? sum.dollars() : BigDecimal.ZERO;
    }

    @Override
    public void add(String account, String period, BigDecimal dollars) {
        // days and months have periods of different lengths
        String before = latest.put(period.length(), period);
        if (before != null && before.compareTo(period) > 0) {
            latest.merge(period.length(), before, (one, other) -> one.compareTo(other) > 0 ? one : other);
        } else if (before != null && before.compareTo(period) < 0) {
            sums.values()
                    .removeIf(sum -> sum.period().length() == period.length()
                            && sum.period().compareTo(period) < 0);
        }
        sums.merge(key(account, period), new Sum(account, period, dollars), Sum::plus);
    }

    /** What is known now. */
    Iterable<Sum> sums() {
        return sums.values();
    }

    private static String key(String account, @Nullable String period) {
        return (period == null ? 0 : period.length()) + ":" + account;
    }
}
