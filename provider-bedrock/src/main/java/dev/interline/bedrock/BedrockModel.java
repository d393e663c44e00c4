package dev.interline.bedrock;

import dev.interline.Profile;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of one model when it is made. Not thread-safe.
 *
 * <pre>{@code
 * ChatModel model = bedrock.model("us.openai.gpt-6-luna", it -> it.format(BedrockFormat.RESPONSES));
 * }</pre>
 */
public final class BedrockModel {
    private UnaryOperator<Profile.Builder> profile = UnaryOperator.identity();
    private @Nullable BedrockFormat format;
    private @Nullable Guardrail guardrail;
    private Terms terms = Terms.USUAL;

    BedrockModel() {}

    /**
     * The family, such as {@code claude-sonnet-4-5}, which decides which settings are sent. Model ids of AWS's own tell
     * it; the ARN of an application inference profile or of a custom model does not.
     */
    public BedrockModel family(String family) {
        return profile(known -> known.family(family));
    }

    /** Whether the model thinks before it answers; unknown is treated as yes. */
    public BedrockModel reasons(boolean reasons) {
        return profile(known -> known.reasons(reasons));
    }

    /** How many numbers the vectors of a model for embeddings have; asked for unless a request says otherwise. */
    public BedrockModel dimensions(int dimensions) {
        return profile(known -> known.dimensions(dimensions));
    }

    /** Whatever else is known of it; the id that the builder begins with stays. */
    public BedrockModel profile(UnaryOperator<Profile.Builder> more) {
        UnaryOperator<Profile.Builder> before = profile;
        profile = known -> more.apply(before.apply(known));
        return this;
    }

    /** What is spoken; by default Converse, and on bedrock-mantle what the model's maker speaks. */
    public BedrockModel format(BedrockFormat format) {
        this.format = format;
        return this;
    }

    /** A guardrail for every request. */
    public BedrockModel guardrail(Guardrail guardrail) {
        this.guardrail = guardrail;
        return this;
    }

    /** Asks for answers with less delay, where the model has that ("latency-optimized inference"). */
    public BedrockModel optimizedLatency() {
        this.terms = terms.with(Terms.Latency.OPTIMIZED);
        return this;
    }

    /**
     * The class of service of requests that name none: {@code priority}, {@code default}, {@code flex} or
     * {@code reserved}.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public BedrockModel serviceTier(String tier) {
        this.terms = terms.with(tier);
        return this;
    }

    /**
     * Labels of requests that have none, for the logs of the account: at most 16.
     *
     * @throws IllegalArgumentException when Bedrock would not take them
     */
    public BedrockModel requestMetadata(Map<String, String> labels) {
        this.terms = terms.with(labels);
        return this;
    }

    Terms terms() {
        return terms;
    }

    Profile.Builder describe(Profile.Builder known) {
        return profile.apply(known);
    }

    /**
     * Checks that nothing was chosen that a model for embeddings does not have.
     *
     * @throws IllegalArgumentException when something was
     */
    void checkEmbeddings() {
        if (format != null || guardrail != null) {
            throw new IllegalArgumentException((format != null ? "a format" : "a guardrail")
                    + " is chosen for models that chat: leave it out for embeddings");
        }
    }

    @Nullable
    Guardrail guardrail() {
        return guardrail;
    }

    /**
     * What is spoken to a model on a service.
     *
     * @throws IllegalArgumentException when that cannot be, saying what to change
     */
    BedrockFormat formatFor(String modelId, Service service) {
        ModelName name = ModelName.of(modelId);
        BedrockFormat chosen = format != null ? format : usual(name, service, modelId);
        if (service == Service.MANTLE && chosen.isNative()) {
            throw new IllegalArgumentException("bedrock-mantle does not speak " + chosen
                    + ": choose another format, or take away mantle and give the model's id on bedrock-runtime");
        }
        if (chosen == BedrockFormat.INVOKE && name != null && !name.maker().equals("anthropic")) {
            throw new IllegalArgumentException(
                    "InvokeModel is spoken to Claude alone, not to " + modelId + ": choose another format");
        }
        if (chosen == BedrockFormat.RESPONSES
                && service == Service.RUNTIME
                && modelId.contains(":application-inference-profile/")) {
            throw new IllegalArgumentException("Responses takes no application inference profiles: choose CONVERSE");
        }
        if (guardrail != null && (service == Service.MANTLE || chosen == BedrockFormat.RESPONSES)) {
            throw new IllegalArgumentException((service == Service.MANTLE ? "bedrock-mantle" : "Responses")
                    + " ignores guardrails without a word: choose CONVERSE on bedrock-runtime");
        }
        return chosen;
    }

    private static BedrockFormat usual(@Nullable ModelName name, Service service, String modelId) {
        if (service == Service.RUNTIME) {
            return BedrockFormat.CONVERSE;
        }
        BedrockFormat mantle = Route.onMantle(name);
        if (mantle == null) {
            throw new IllegalArgumentException(
                    "what bedrock-mantle speaks to " + modelId + " is not known: say which format");
        }
        return mantle;
    }
}
