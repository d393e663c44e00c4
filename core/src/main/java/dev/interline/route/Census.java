package dev.interline.route;

import dev.interline.ModelId;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices programs that make their targets anew for every call. Health belongs to a target: one that is always new has
 * never heard of an outage.
 */
final class Census {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final int MANY = 10;
    private static final int MOST_MODELS = 1_000;

    private static final ConcurrentHashMap<ModelId, Integer> BUILT = new ConcurrentHashMap<>();

    private Census() {}

    static void count(ModelId model) {
        if (LOG.isDebugEnabled()) {
            String notice = notice(model);
            if (notice != null) {
                LOG.debug(notice);
            }
        }
    }

    /** What there is to say when one more target is made of a model; mostly nothing. */
    static @Nullable String notice(ModelId model) {
        if (BUILT.size() >= MOST_MODELS && !BUILT.containsKey(model)) {
            return null;
        }
        int times = BUILT.merge(model, 1, Integer::sum);
        return isRound(times)
                ? model + " was made a target " + times + " times; what is learnt of its health is lost with every new"
                        + " one: make it once and keep it"
                : null;
    }

    /** 10, 100, 1,000 and so on. */
    private static boolean isRound(int times) {
        int power = MANY;
        while (power < times && power <= Integer.MAX_VALUE / MANY) {
            power *= MANY;
        }
        return power == times;
    }
}
