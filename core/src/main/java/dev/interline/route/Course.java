package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.Hop;
import dev.interline.error.ChatException;
import dev.interline.policy.Estimate;
import java.time.Duration;

/** One call on its way: a race for the first content, and another one whenever the winner breaks and may be mended. */
final class Course {
    private final Rules rules;
    private final Alarm alarm;
    private final Entrants entrants;
    private final CallContext call;
    private final Estimate estimate;
    private final Asking work;
    private final Duration fallback;

    /**
     * One call.
     *
     * @param fallback the limit up to the first content of a stream when nobody has set one
     */
    Course(
            Rules rules,
            Alarm alarm,
            Entrants entrants,
            CallContext call,
            Estimate estimate,
            Asking work,
            Duration fallback) {
        this.fallback = fallback;
        this.rules = rules;
        this.alarm = alarm;
        this.entrants = entrants;
        this.call = call;
        this.estimate = estimate;
        this.work = work;
    }

    /** Runs to the end of the answer; mending is invisible, for nobody has seen anything. */
    ChatResponse whole() {
        Mending source = new Mending(race(Hop.Why.FIRST), rules, true, this::again, call);
        try {
            while (true) {
                if (source.next() instanceof ChatEvent.Finished finished) {
                    return finished.response();
                }
            }
        } finally {
            source.close();
        }
    }

    /** Runs to the first content. */
    Mending stream() {
        return new Mending(race(Hop.Why.FIRST), rules, false, this::again, call);
    }

    private Race.Won<Answer> race(Hop.Why why) {
        return new Race<>(rules, alarm, entrants, call, estimate, work).run(why);
    }

    private Race.Won<Answer> again(Target broken, ChatException cause) {
        entrants.broke(broken, cause);
        // what holds until the first content of a stream holds until the first content of the next one
        call.beginStream(rules.time(), fallback);
        Race.Won<Answer> won = race(Hop.Why.RESTART);
        call.content();
        alarm.beganAnew(rules.name(), broken, cause, won.target(), rules.time());
        return won;
    }
}
