package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Hop;
import dev.interline.Message;
import dev.interline.Role;
import dev.interline.Trail;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.error.RejectedException;
import dev.interline.policy.Defaults;
import dev.interline.policy.Estimate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way: a race for the first content, and another one whenever the winner breaks and may be mended, or
 * its answer is not what the caller takes.
 */
final class Course implements Mending.Again {
    private final Rules rules;
    private final Watch watch;
    private final Entrants entrants;
    private final CallContext call;
    private final Estimate estimate;
    private final ChatRequest request;
    private Asking work;
    private final @Nullable Stay stay;

    /**
     * One call, with those who may answer it in the order in which they are asked.
     *
     * @throws ChatException when nobody may
     */
    static Course of(Rules set, Alarm alarm, Seats seats, ChatRequest request, CallContext call, boolean streaming) {
        Watch watch = new Watch(
                set, alarm, set.listeners.length == 0 ? null : new Listener.Call(set.name, request, streaming, call));
        Estimate estimate = Estimate.of(request);
        Rules rules = set.admit(call, estimate);
        Stay stay = Stay.of(rules, seats, request, call);
        Fit fit = Fit.of(request, estimate, streaming);
        List<Target> order = new Selection(rules, request, call, estimate, fit, stay).choose();
        return new Course(
                rules, watch, new Entrants(rules, order, call, estimate), call, estimate, request, streaming, stay);
    }

    /**
     * One call.
     *
     * @param stay remembers who answered; null when nobody shall
     */
    private Course(
            Rules rules,
            Watch watch,
            Entrants entrants,
            CallContext call,
            Estimate estimate,
            ChatRequest request,
            boolean streaming,
            @Nullable Stay stay) {
        this.rules = rules;
        this.watch = watch;
        this.entrants = entrants;
        this.call = call;
        this.estimate = estimate;
        this.request = request;
        this.stay = stay;
        this.work = new Asking(request, rules.constraints, streaming);
    }

    /** Runs to the end of the answer; mending is invisible, for nobody has seen anything. */
    ChatResponse whole() {
        Race.Won<Answer> won = first();
        while (true) {
            ChatResponse whole = won.answer().whole();
            Target target = won.target();
            ChatResponse response;
            if (whole == null) {
                Mending source = new Mending(won, rules, request, true, this, call);
                response = toEnd(source);
                target = source.target();
            } else {
                Trail trail = call.trail();
                response = whole.trail() == trail
                        ? whole
                        : whole.toBuilder().trail(trail).build();
            }
            String reason = rules.rejecting == null ? null : rules.rejecting.apply(response);
            if (reason == null) {
                answered(target, response);
                return response;
            }
            won = instead(target, response, reason);
        }
    }

    private static ChatResponse toEnd(Mending source) {
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

    private Race.Won<Answer> instead(Target target, ChatResponse response, String reason) {
        RejectedException rejected = new RejectedException("the answer is not taken: " + reason, Failure.NONE, null);
        rejected.locate(target.profile().id(), target.name());
        rejected.attach(response);
        call.passedOver(target.name(), target.profile().id(), rejected);
        watch.failed(target, rejected);
        Asking others = Nested.route(target.model()) == null ? null : work.without(target, whoAnswered(response));
        if (others != null && others.isForSomebody(target)) {
            work = others;
            entrants.again(target, rejected);
        } else {
            entrants.broke(target, rejected);
        }
        try {
            Race.Won<Answer> won = race(work, Hop.Why.FAILOVER);
            if (won.target() != target) {
                watch.failedOver(target, won.target(), rejected.kind());
            }
            return won;
        } catch (AllTargetsFailedException e) {
            e.attach(response);
            throw e;
        }
    }

    /** The target at the end of a chain of routes. */
    private static String whoAnswered(ChatResponse response) {
        String name = "";
        for (Hop hop : response.trail().hops()) {
            if (hop.sent() && hop.failure().isEmpty() && hop.model().equals(response.model())) {
                name = hop.target();
            }
        }
        return name;
    }

    /** Runs to the first content. */
    Mending stream() {
        return new Mending(first(), rules, request, false, this, call);
    }

    private Race.Won<Answer> race(Race.Work<Answer> work, Hop.Why why) {
        return new Race<>(rules, watch, entrants, call, estimate, work, null).run(why);
    }

    private Race.Won<Answer> first() {
        List<Message> messages = request.messages();
        // the answer to a tool's result is not asked for twice: what follows from it must happen once
        boolean toolHasRun = messages.get(messages.size() - 1).role() == Role.TOOL;
        return new Race<>(rules, watch, entrants, call, estimate, work, toolHasRun ? null : rules.hedge)
                .run(Hop.Why.FIRST);
    }

    @Override
    public void answered(Target target, ChatResponse response) {
        if (!response.rateLimits().isEmpty()) {
            target.health().heard(response.rateLimits(), Demand.of(target, call, estimate), rules.time);
        }
        if (stay != null) {
            stay.answered(target, response);
        }
        watch.answered(target, response);
    }

    @Override
    public Race.Won<Answer> race(Target broken, ChatException cause, @Nullable Seam seam, boolean mayBeginAnew) {
        entrants.broke(broken, cause);
        if (!mayBeginAnew) {
            entrants.only(Continuing::takesBeginnings);
        }
        // what holds until the first content of a stream holds until the first content of the next one
        call.beginStream(rules.time, Defaults.deadline(request.options()));
        Race.Work<Answer> next = seam == null ? work : new Continuing(work, request, seam.prefill(), mayBeginAnew);
        Race.Won<Answer> won = race(next, Hop.Why.RESTART);
        call.content();
        watch.mended(broken, cause, won.target());
        return won;
    }
}
