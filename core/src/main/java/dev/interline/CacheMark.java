package dev.interline;

import java.time.Duration;

/**
 * "Everything up to here will be sent again: keep it warm." Vendors that cache on their own ignore it, those that want
 * marks get them, and where neither is possible the response carries a {@link Notice}.
 *
 * <pre>{@code
 * ChatRequest request = ChatRequest.builder()
 *         .system(manual)
 *         .cacheSystem(CacheMark.LONG)
 *         .user(question)
 *         .build();
 * }</pre>
 *
 * @param lifetime how long the vendor should keep the prefix; vendors know 5 minutes and one hour, and the next longer
 *     one that exists is taken
 */
public record CacheMark(Duration lifetime) {

    /** Five minutes, which every vendor with marks offers. */
    public static final CacheMark SHORT = new CacheMark(Duration.ofMinutes(5));

    /** One hour, where it exists. */
    public static final CacheMark LONG = new CacheMark(Duration.ofHours(1));

    /** Refuses a lifetime that is no time. */
    public CacheMark {
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("the lifetime of a cache mark must be above zero, not " + lifetime);
        }
    }
}
