package dev.interline.bedrock;

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

/** What Bedrock means by its answers. */
final class BedrockCloud implements Cloud {
    static final String NAME = "bedrock";

    /** Its own, and those of the routes in the shape of OpenAI's and Anthropic's. */
    private static final List<String> REQUEST_IDS = List.of("x-amzn-RequestId", "x-request-id", "request-id");

    private static final List<String> MEASURED = List.of(
            "x-amzn-bedrock-input-token-count",
            "x-amzn-bedrock-output-token-count",
            "x-amzn-bedrock-cache-read-input-token-count",
            "x-amzn-bedrock-cache-write-input-token-count",
            "x-amzn-bedrock-invocation-latency");

    private final Time time;

    BedrockCloud(Time time) {
        this.time = time;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ChatException explain(Profile profile, Refusal refusal) {
        Said said = Said.of(refusal);
        Verdict verdict = ErrorTable.of(refusal.status(), said);
        return verdict.exception(
                refusal.failure(said.word(), requestId(refusal::header), hint(refusal, said, verdict), said.message()));
    }

    /** AWS's own header counts in milliseconds: "Updated default retry behavior for AWS SDKs and tools", 2026. */
    private @Nullable Duration hint(Refusal refusal, Said said, Verdict verdict) {
        Duration exact = RetryAfter.millis(refusal.header("x-amz-retry-after"));
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

    /** What InvokeModel counted and measured itself, and which class of service served: "InvokeModel", API reference. */
    @Override
    public void heard(Function<String, @Nullable String> headers, Assembler out) {
        for (String name : MEASURED) {
            String value = headers.apply(name);
            if (value != null && !value.isBlank()) {
                out.detail(name, Json.tree(value.strip()));
            }
        }
    }
}
