package dev.interline.vertex;

import dev.interline.Profile;
import dev.interline.error.ChatException;
import dev.interline.time.Time;
import dev.interline.wire.Assembler;
import dev.interline.wire.Cloud;
import dev.interline.wire.Json;
import dev.interline.wire.Refusal;
import dev.interline.wire.RetryAfter;
import dev.interline.wire.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What Vertex AI means by its answers. */
final class VertexCloud implements Cloud {
    static final String NAME = "vertex";

    private static final List<String> REQUEST_IDS = List.of("request-id", "x-request-id", "x-goog-request-id");

    private static final List<String> DIAGNOSTICS = List.of("x-vertex-ai-endpoint-id", "x-vertex-ai-deployed-model-id");

    private final Time time;

    VertexCloud(Time time) {
        this.time = time;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ChatException explain(Profile profile, Refusal refusal) {
        Said said = Said.of(refusal);
        Verdict verdict = ErrorTable.of(said);
        String requestId = requestId(refusal::header);
        return verdict.exception(refusal.failure(
                said.name(),
                requestId.isEmpty() ? said.requestId() : requestId,
                hint(refusal, said, verdict),
                said.message()));
    }

    private @Nullable Duration hint(Refusal refusal, Said said, Verdict verdict) {
        Duration exact = said.retryDelay();
        Duration hint = exact != null ? exact : RetryAfter.of(refusal, time.now());
        return hint == null && verdict.kind() == ChatException.Kind.RATE_LIMITED
                ? RetryAfter.prose(said.message())
                : hint;
    }

    @Override
    public String requestId(Function<String, @Nullable String> headers) {
        for (String name : REQUEST_IDS) {
            String id = headers.apply(name);
            if (id != null && !id.isBlank()) {
                return id;
            }
        }
        return "";
    }

    /** Which model of an endpoint answered, where the publisher's model is asked as it is. */
    @Override
    public void heard(Function<String, @Nullable String> headers, Assembler out) {
        for (String name : DIAGNOSTICS) {
            String value = headers.apply(name);
            if (value != null && !value.isBlank()) {
                out.detail(name, Json.tree(value.strip()));
            }
        }
    }
}
