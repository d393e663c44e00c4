package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatResponse;
import dev.interline.Ending;
import dev.interline.Hop;
import dev.interline.error.ChatException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what happens to one call: the operator by the log, listeners by their methods, nobody when nobody listens. */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final Rules rules;
    private final Alarm alarm;
    private final Listener.@Nullable Call call;

    /**
     * For one call.
     *
     * @param call what listeners get to see; null when there are none
     */
    Watch(Rules rules, Alarm alarm, Listener.@Nullable Call call) {
        this.rules = rules;
        this.alarm = alarm;
        this.call = call;
        if (call != null) {
            tell(listener -> listener.called(call));
            call.context().onEnd(this::ended);
        }
    }

    private void ended(Ending ending) {
        if (call != null) {
            tell(listener -> listener.ended(call, ending));
        }
    }

    void attempted(Target target, Hop.Why why, CallContext attempt) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("route {}: asks {} ({})", rules.name, target.name(), why);
        }
        if (call != null) {
            tell(listener -> listener.attempted(call, target, why, attempt));
        }
    }

    void content(Target target, long nanos) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "route {}: {} begins after {} ms", rules.name, target.name(), TimeUnit.NANOSECONDS.toMillis(nanos));
        }
        if (call != null) {
            Duration after = Duration.ofNanos(nanos);
            tell(listener -> listener.content(call, target, after));
        }
    }

    void answered(Target target, ChatResponse response) {
        if (call != null) {
            tell(listener -> listener.answered(call, target, response));
        }
    }

    void failed(Target target, ChatException why) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("route {}: {} failed: {}", rules.name, target.name(), why.getMessage());
        }
    }

    void failedOver(Target from, Target to, ChatException.Kind cause) {
        if (call != null) {
            tell(listener -> listener.failedOver(call, from, to, cause));
        }
    }

    void waited(Duration pause) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("route {}: nobody is free, waits {} ms", rules.name, pause.toMillis());
        }
        if (call != null) {
            tell(listener -> listener.waited(call, pause));
        }
    }

    void changed(Target target, Listener.@Nullable Change change, @Nullable ChatException why) {
        if (change == null) {
            return;
        }
        alarm.changed(rules.name, target, change, why, rules.time);
        tell(listener -> listener.changed(rules.name, target, change, why));
    }

    void answeredElsewhere(Entrants.Passed passed, Target answered) {
        alarm.answeredElsewhere(rules.name, passed.target(), passed.why(), answered, rules.time);
    }

    void mended(Target broken, ChatException cause, Target by) {
        alarm.mended(rules.name, broken, cause, by, rules.time);
        failedOver(broken, by, cause.kind());
    }

    /** A listener that throws must not break the call that it listens to. */
    private void tell(Consumer<Listener> word) {
        for (Listener listener : rules.listeners) {
            try {
                word.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("a listener of route {} failed", rules.name, e);
            }
        }
    }
}
