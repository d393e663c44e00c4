package dev.interline.azure;

import dev.interline.Profile;
import dev.interline.wire.HeaderRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of one deployment when its model is made. Not thread-safe.
 *
 * <pre>{@code
 * ChatModel model =
 *         azure.model("my-claude", it -> it.format(AzureFormat.MESSAGES).family("claude-sonnet-5"));
 * }</pre>
 */
public final class AzureModel {
    private UnaryOperator<Profile.Builder> profile = UnaryOperator.identity();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable AzureFormat format;

    AzureModel() {}

    /**
     * The family of the model behind the deployment, such as {@code gpt-5} or {@code claude-sonnet-4-5}. It decides which
     * format is spoken and which settings are sent; a deployment's name decides nothing.
     */
    public AzureModel family(String family) {
        return profile(known -> known.family(family));
    }

    /** Whether the model thinks before it answers; unknown is treated as yes. */
    public AzureModel reasons(boolean reasons) {
        return profile(known -> known.reasons(reasons));
    }

    /** How many numbers the vectors of a deployment for embeddings have; asked for unless a request says otherwise. */
    public AzureModel dimensions(int dimensions) {
        return profile(known -> known.dimensions(dimensions));
    }

    /** Whatever else is known of it; the id that the builder begins with stays. */
    public AzureModel profile(UnaryOperator<Profile.Builder> more) {
        UnaryOperator<Profile.Builder> before = profile;
        profile = known -> more.apply(before.apply(known));
        return this;
    }

    /** What is spoken; by default what the declared family speaks best, and Responses where none is declared. */
    public AzureModel format(AzureFormat format) {
        this.format = format;
        return this;
    }

    /**
     * One more header for every request, such as {@code anthropic-beta} or {@code x-ms-spillover-deployment}.
     *
     * @throws IllegalArgumentException for a header that carries a credential or that the library sets itself
     */
    public AzureModel header(String name, String value) {
        HeaderRules.checkOwn(name, value);
        headers.put(name, value);
        return this;
    }

    Profile.Builder describe(Profile.Builder known) {
        return profile.apply(known);
    }

    AzureFormat formatFor(Profile profile) {
        return format != null ? format : AzureFormat.of(profile);
    }

    /**
     * Checks that nothing was chosen that a deployment for embeddings does not have.
     *
     * @throws IllegalArgumentException when something was
     */
    void checkEmbeddings() {
        if (format != null) {
            throw new IllegalArgumentException("a format is chosen for models that chat: leave it out for embeddings");
        }
    }

    Map<String, String> headers() {
        return Map.copyOf(headers);
    }
}
