package dev.interline.route;

import dev.interline.Batching;
import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.EmbeddingRequest;
import dev.interline.EmbeddingResponse;
import dev.interline.Hop;
import dev.interline.Message;
import dev.interline.Part;
import dev.interline.Text;
import dev.interline.Usage;
import dev.interline.error.Advice;
import dev.interline.error.ChatException;
import dev.interline.error.TimedOutException;
import dev.interline.error.UnreadableException;
import dev.interline.error.UnsupportedException;
import dev.interline.policy.Estimate;
import dev.interline.time.Time;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request for vectors on its way: a race for each part, in which whoever is asked gets as much of what is left as it
 * takes. So a part that fails moves on alone, and may become several where it goes. Used by one thread.
 */
final class Parts implements Race.Work<EmbeddingResponse> {
    private final EmbeddingRequest request;
    private final Set<Target> silent = new HashSet<>();
    private final Set<Target> failed = new HashSet<>();
    private int done;
    private @Nullable EmbeddingResponse first;

    Parts(EmbeddingRequest request) {
        this.request = request;
    }

    /** The request as strategies and listeners see it. */
    ChatRequest seen() {
        Part[] texts = request.texts().stream().map(Text::of).toArray(Part[]::new);
        return ChatRequest.builder()
                .message(Message.user(texts))
                .maxOutputTokens(1)
                .routing(request.routing())
                .build();
    }

    /** How much the target would be asked for next. */
    Estimate estimate(Target target) {
        long characters = 0;
        for (String text : left().subList(0, fit(target))) {
            characters += text.length();
        }
        return Estimate.ofText(characters);
    }

    private List<String> left() {
        return request.texts().subList(done, request.texts().size());
    }

    private int fit(Target target) {
        return target.embeddings().batching().fit(left());
    }

    EmbeddingResponse embed(Rules set, Alarm alarm, CallContext call) {
        ChatRequest seen = seen();
        Watch watch = new Watch(
                set, alarm, set.listeners.length == 0 ? null : new Listener.Call(set.name, seen, false, true, call));
        Estimate all = Estimate.of(seen);
        Rules rules = set.admit(call, all);
        Selection selection = new Selection(rules, seen, call, all, Fit.of(request), null);
        List<Target> able = selection.able();
        List<EmbeddingResponse> answers = new ArrayList<>();
        Set<Target> told = new HashSet<>();
        while (done < request.texts().size()) {
            call.check();
            CallContext part = call.route(null, rules.mostAttempts);
            List<Target> order = wellFirst(selection.order(able));
            Entrants entrants = new Entrants(rules, order, part, this::estimate, told);
            EmbeddingResponse answer =
                    part(new Race<>(rules, watch, entrants, part, all, this, null), part, rules.time);
            answers.add(answer);
            first = answers.get(0);
            done += answer.embeddings().size();
        }
        return Batching.join(answers, call.trail());
    }

    private EmbeddingResponse part(Race<EmbeddingResponse> race, CallContext part, Time time) {
        try {
            Race.Won<EmbeddingResponse> won = race.run(Hop.Why.FIRST);
            heard(won, part, time);
            failed.remove(won.target());
            part.end(null, won.answer().usage());
            return won.answer();
        } catch (ChatException e) {
            part.end(e, Usage.UNKNOWN);
            throw e;
        }
    }

    /** The next part is sent by what the vendor says of its limits. */
    private void heard(Race.Won<EmbeddingResponse> won, CallContext part, Time time) {
        Target target = won.target();
        if (!won.answer().rateLimits().isEmpty()) {
            Demand demand = Demand.of(target, part, estimate(target));
            target.health().heard(won.answer().rateLimits(), demand, time);
        }
    }

    /** What was learnt in earlier parts: many of them would else find out the same. */
    private List<Target> wellFirst(List<Target> order) {
        if (silent.isEmpty() && failed.isEmpty()) {
            return order;
        }
        List<Target> well = new ArrayList<>(order);
        well.removeAll(silent);
        well.removeAll(failed);
        List<Target> unwell = new ArrayList<>(order);
        unwell.removeAll(silent);
        unwell.removeAll(well);
        well.addAll(unwell);
        return well.isEmpty() ? order : well;
    }

    @Override
    public EmbeddingResponse run(Target target, CallContext attempt) {
        int number = fit(target);
        // of its own: an answer that is none must still count against the target
        CallContext asked = attempt.child();
        try {
            EmbeddingResponse answer = target.embeddings().embed(request.part(done, done + number), asked);
            asked.end(null, answer.usage());
            check(answer, number);
            attempt.end(null, counted(answer.usage()));
            return answer;
        } catch (ChatException e) {
            asked.end(e, Usage.UNKNOWN);
            learn(target, e);
            throw e;
        }
    }

    /** Nothing is written, and that is known: what was reserved for the input can be settled. */
    private static Usage counted(Usage usage) {
        return usage.input().isPresent() ? Usage.of(usage.input().getAsLong(), 0) : usage;
    }

    private void check(EmbeddingResponse answer, int number) {
        int given = answer.embeddings().size();
        if (given != number) {
            throw new UnreadableException("the answer has " + given + " vectors for " + number + " texts");
        }
        int dimensions = answer.first().dimensions();
        if (first != null && first.first().dimensions() != dimensions) {
            throw new UnsupportedException("it answers with vectors of " + dimensions + " dimensions, where "
                    + first.model() + " answered with " + first.first().dimensions()
                    + "; declare the dimensions of both targets");
        }
    }

    private void learn(Target target, ChatException why) {
        if (why instanceof TimedOutException && why.advice() != Advice.RETRY) {
            silent.add(target);
        }
        switch (why.kind()) {
            // these pass, or say something of the texts alone
            case RATE_LIMITED, BUSY, TOO_LONG -> {}
            default -> failed.add(target);
        }
    }

    @Override
    public boolean streams(Target target) {
        return false;
    }

    @Override
    public void discard(EmbeddingResponse loser) {
        // nobody else runs, and there is nothing to close
    }
}
