package dev.interline.route;

import dev.interline.error.ChatException;
import dev.interline.time.Time;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failover is never silent for the operator: one WARN line, and at most one a minute for each target, event
 * and kind of failure. What is
 * held back is told at DEBUG. One for a route; bounded by the route's targets. Thread-safe.
 */
final class Alarm {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final long QUIET_NANOS = 60_000_000_000L;

    private final ConcurrentHashMap<String, Long> last = new ConcurrentHashMap<>();

    void changed(String route, Target target, Listener.Change change, @Nullable ChatException why, Time time) {
        String words = switch (change) {
            case THROTTLED -> "";
            case SLOWED -> "begins late again and again; others are asked first for a while";
            case OPENED -> "is left alone for a while:";
            case CLOSED -> "is back";
            case DENIED -> "refuses our credential, model or quota:";
        };
        if (!words.isEmpty()) {
            warn(
                    route,
                    target,
                    change.name() + kind(why),
                    words + (why == null ? "" : " " + reason(target, why)),
                    time);
        }
    }

    void answeredElsewhere(String route, Target from, @Nullable ChatException why, Target to, Time time) {
        String reason = why == null ? "it was slow" : reason(from, why);
        warn(route, from, "ELSEWHERE" + kind(why), "did not answer, " + to.name() + " did: " + reason, time);
    }

    void mended(String route, Target target, ChatException why, Target by, Time time) {
        warn(route, target, "MENDED" + kind(why), "broke off, " + by.name() + " goes on: " + reason(target, why), time);
    }

    /** The line begins with the target already. */
    private static String reason(Target target, ChatException why) {
        String message = String.valueOf(why.getMessage());
        String name = target.name() + ": ";
        return message.startsWith(name) ? message.substring(name.length()) : message;
    }

    private static String kind(@Nullable ChatException why) {
        return why == null ? "" : " " + why.kind();
    }

    private void warn(String route, Target target, String event, String words, Time time) {
        long now = time.nanos();
        boolean[] due = new boolean[1];
        last.compute(target.name() + '\n' + event, (key, before) -> {
            due[0] = before == null || now - before >= QUIET_NANOS;
            return due[0] ? Long.valueOf(now) : before;
        });
        if (due[0]) {
            LOG.warn("route {}: {} {}", route, target.name(), words);
        } else {
            LOG.debug("route {}: {} {}", route, target.name(), words);
        }
    }
}
