package dev.interline.route;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Constraints;
import dev.interline.policy.Defaults;

/** How the targets of a route are asked for one request. */
final class Asking implements Race.Work<Answer> {
    private final ChatRequest request;
    private final Constraints constraints;
    private final boolean streaming;

    /**
     * One request.
     *
     * @param constraints what the route demands of whoever answers
     * @param streaming whether the caller wants a stream; if not, an answer still rides on one where that is safer
     */
    Asking(ChatRequest request, Constraints constraints, boolean streaming) {
        this.request = request;
        this.constraints = constraints;
        this.streaming = streaming;
    }

    /** The same for another form of the request. */
    Asking with(ChatRequest other) {
        return new Asking(other, constraints, streaming);
    }

    @Override
    public boolean streams(Target target) {
        return streaming || Defaults.ridesOnStream(target.profile(), request);
    }

    @Override
    public Answer run(Target target, CallContext attempt) {
        ChatRequest asked = Nested.request(request, target, constraints);
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
