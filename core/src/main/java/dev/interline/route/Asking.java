package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Constraints;
import dev.interline.policy.Defaults;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How the targets of a route are asked for one request. */
final class Asking implements Race.Work<Answer> {
    private final ChatRequest request;
    private final Constraints constraints;
    private final boolean streaming;
    private final Map<String, Set<String>> refused;

    /**
     * One request.
     *
     * @param constraints what the route demands of whoever answers
     * @param streaming whether the caller wants a stream; if not, an answer still rides on one where that is safer
     */
    Asking(ChatRequest request, Constraints constraints, boolean streaming) {
        this(request, constraints, streaming, Map.of());
    }

    private Asking(ChatRequest request, Constraints constraints, boolean streaming, Map<String, Set<String>> refused) {
        this.request = request;
        this.constraints = constraints;
        this.streaming = streaming;
        this.refused = refused;
    }

    /** The same for another form of the request. */
    Asking with(ChatRequest other) {
        return new Asking(other, constraints, streaming, refused);
    }

    /** The same, and one of those inside the target, which is a route, is not asked any more. */
    Asking without(Target target, String inside) {
        Map<String, Set<String>> more = new HashMap<>(refused);
        more.merge(target.name(), Set.of(inside), (before, one) -> {
            Set<String> both = new HashSet<>(before);
            both.addAll(one);
            return both;
        });
        return new Asking(request, constraints, streaming, more);
    }

    /** Whether there is anybody in the target who may be asked. */
    boolean isForSomebody(Target target) {
        return Nested.isForSomebody(asked(target), target);
    }

    private ChatRequest asked(Target target) {
        return Nested.without(
                Nested.request(request, target, constraints), refused.getOrDefault(target.name(), Set.of()));
    }

    @Override
    public boolean streams(Target target) {
        return streaming || Defaults.ridesOnStream(target.profile(), request);
    }

    @Override
    public Answer run(Target target, CallContext attempt) {
        ChatRequest asked = asked(target);
        if (streams(target)) {
            ChatStream stream = target.model().stream(asked, attempt).awaitContent(request.showsThinking());
            // a model that does not keep to its context would leave the attempt open for ever
            stream.onEnd(ending -> attempt.end(ending.failure(), ending.usage()));
            return Answer.of(stream);
        }
        ChatResponse response = target.model().chat(asked, attempt);
        attempt.end(null, response.usage());
        return Answer.of(response);
    }

    @Override
    public void discard(Answer loser) {
        loser.close();
    }
}
