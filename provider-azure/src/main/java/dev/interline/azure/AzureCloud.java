package dev.interline.azure;

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

/** What Azure means by its answers. */
final class AzureCloud implements Cloud {
    static final String NAME = "azure";

    private static final List<String> REQUEST_IDS =
            List.of("apim-request-id", "x-request-id", "request-id", "x-ms-client-request-id");

    private static final List<String> DIAGNOSTICS = List.of(
            "x-ms-region",
            "x-ms-deployment-name",
            "x-ms-spillover-from-deployment",
            "azure-openai-deployment-utilization");

    private final Time time;

    AzureCloud(Time time) {
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
        return verdict.exception(refusal.failure(
                said.word(), requestId(refusal::header), hint(refusal, said, verdict), message(refusal, said)));
    }

    private @Nullable Duration hint(Refusal refusal, Said said, Verdict verdict) {
        Duration hint = RetryAfter.of(refusal, time.now());
        return hint == null && verdict.kind() == ChatException.Kind.RATE_LIMITED
                ? RetryAfter.prose(said.message())
                : hint;
    }

    /** Where a provisioned deployment spilled over in vain, both failed. */
    private static String message(Refusal refusal, Said said) {
        String spillover = refusal.headerOr("x-ms-spillover-error");
        return spillover.isEmpty()
                ? said.message()
                : said.message() + " (its spillover deployment failed with status " + spillover + ")";
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

    /**
     * Of Responses the body names the deployment, and a header the snapshot ("Azure OpenAI Responses API"). The others are
     * for whoever looks into a slow or a full deployment.
     */
    @Override
    public void heard(Function<String, @Nullable String> headers, Assembler out) {
        String served = headers.apply("x-ms-served-model");
        if (served != null) {
            out.servedModel(served.strip());
        }
        for (String name : DIAGNOSTICS) {
            String value = headers.apply(name);
            if (value != null && !value.isBlank()) {
                out.detail(name, Json.tree(value.strip()));
            }
        }
    }
}
