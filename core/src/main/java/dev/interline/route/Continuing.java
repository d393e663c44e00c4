package dev.interline.route;

import dev.interline.Ability;
import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.Hop;
import dev.interline.Message;
import dev.interline.error.ChatException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks for the rest of an answer where a target is known to take its beginning, and for the whole answer elsewhere; also
 * where the beginning is refused after all.
 */
final class Continuing implements Race.Work<Answer> {
    private final Asking anew;
    private final Asking rest;
    private final boolean mayBeginAnew;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    /**
     * After a break.
     *
     * @param mayBeginAnew whether the reader can take back what was shown
     */
    Continuing(Asking anew, ChatRequest request, String beginning, boolean mayBeginAnew) {
        this.anew = anew;
        this.rest = anew.with(
                request.toBuilder().message(Message.assistant(beginning)).build());
        this.mayBeginAnew = mayBeginAnew;
    }

    static boolean takesBeginnings(Target target) {
        return target.profile().can(Ability.PREFILL).orElse(false);
    }

    private boolean continues(Target target) {
        return takesBeginnings(target) && !refused.contains(target.name());
    }

    @Override
    public Answer run(Target target, CallContext attempt) {
        return continues(target) ? rest.run(target, attempt).continued() : anew.run(target, attempt);
    }

    @Override
    public boolean streams(Target target) {
        return anew.streams(target);
    }

    @Override
    public void discard(Answer loser) {
        anew.discard(loser);
    }

    @Override
    public Hop.Why why(Target target, Hop.Why planned) {
        return planned == Hop.Why.RESTART && continues(target) ? Hop.Why.CONTINUATION : planned;
    }

    @Override
    public boolean adapts(Target target, ChatException refusal) {
        boolean ofTheForm =
                refusal.kind() == ChatException.Kind.INVALID || refusal.kind() == ChatException.Kind.UNSUPPORTED;
        return ofTheForm && mayBeginAnew && takesBeginnings(target) && refused.add(target.name());
    }
}
