package dev.interline.examples.check;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Hop;
import dev.interline.Interline;
import dev.interline.Options;
import dev.interline.Warmable;
import dev.interline.error.ChatException;
import dev.interline.policy.Defaults;
import dev.interline.route.Target;
import java.time.Duration;
import java.util.List;

/** Fetches the credential of a deployment that chats, and asks it for one word. */
record ChatProbe(String name, Target target, Interline interline) implements Probe {
    /** Long enough for a model that thinks first, and short enough for whoever waits for the result. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** What thinking leaves of it may be nothing: an answer that was cut is an answer here. */
    private static final int MOST_TOKENS = 64;

    private static final ChatRequest QUESTION = ChatRequest.builder()
            .user("Answer with the word ok.")
            .options(Options.builder().maxOutputTokens(MOST_TOKENS).build())
            .build();

    @Override
    public Finding ask() {
        ChatModel model = target.model();
        if (model instanceof Warmable cold) {
            try {
                cold.warm(CallContext.within(LONGEST));
            } catch (ChatException e) {
                return Finding.broken("no credential: " + Diagnosis.inShort(e), Diagnosis.ofCredential(e));
            }
        }
        CallContext call = CallContext.within(LONGEST);
        try {
            ChatResponse response = answer(model, call);
            Hop hop = last(call.trail().hops());
            return Finding.well(Numbers.line(hop, response.usage(), response.cost()));
        } catch (ChatException e) {
            return Finding.broken(Diagnosis.inShort(e), Diagnosis.of(e, model.profile(), interline));
        }
    }

    private static ChatResponse answer(ChatModel model, CallContext call) {
        if (!Defaults.streams(model.profile(), QUESTION)) {
            return model.chat(QUESTION, call);
        }
        try (ChatStream stream = model.stream(QUESTION, call)) {
            return stream.response();
        }
    }

    private static Hop last(List<Hop> hops) {
        return hops.get(hops.size() - 1);
    }
}
