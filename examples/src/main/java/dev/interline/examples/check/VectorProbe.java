package dev.interline.examples.check;

import dev.interline.CallContext;
import dev.interline.EmbeddingModel;
import dev.interline.EmbeddingRequest;
import dev.interline.EmbeddingResponse;
import dev.interline.Hop;
import dev.interline.Interline;
import dev.interline.Warmable;
import dev.interline.error.ChatException;
import java.time.Duration;
import java.util.List;

/** Fetches the credential of a deployment that makes vectors, and has it make one. */
record VectorProbe(String name, EmbeddingModel model, Interline interline) implements Probe {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Override
    public Finding ask() {
        if (model instanceof Warmable cold) {
            try {
                cold.warm(CallContext.within(LONGEST));
            } catch (ChatException e) {
                return Finding.broken("no credential: " + Diagnosis.inShort(e), Diagnosis.ofCredential(e));
            }
        }
        CallContext call = CallContext.within(LONGEST);
        try {
            EmbeddingResponse response = model.embed(EmbeddingRequest.of("ok"), call);
            List<Hop> hops = call.trail().hops();
            return Finding.well(Numbers.line(hops.get(hops.size() - 1), response.usage(), response.cost()) + ", "
                    + response.first().dimensions() + " dimensions");
        } catch (ChatException e) {
            return Finding.broken(Diagnosis.inShort(e), Diagnosis.of(e, model.profile(), interline));
        }
    }
}
