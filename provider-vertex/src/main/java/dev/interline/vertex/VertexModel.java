package dev.interline.vertex;

import dev.interline.Profile;
import dev.interline.wire.HeaderRules;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of one model when it is made. Not thread-safe.
 *
 * <pre>{@code
 * ChatModel model = vertex.model("gemini-3.6-flash", it -> it.header("x-team", "search"));
 * }</pre>
 */
public final class VertexModel {
    private UnaryOperator<Profile.Builder> profile = UnaryOperator.identity();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable VertexFormat format;
    private int rounds = 1;

    VertexModel() {}

    /**
     * The family of the model, such as {@code gemini-3.6-flash} or {@code llama-3.3-70b}, which decides which settings are
     * sent. Needed for endpoints alone: other names tell it.
     */
    public VertexModel family(String family) {
        return profile(known -> known.family(family));
    }

    /** Whether the model thinks before it answers; unknown is treated as yes. */
    public VertexModel reasons(boolean reasons) {
        return profile(known -> known.reasons(reasons));
    }

    /** How many numbers the vectors of a model for embeddings have; asked for unless a request says otherwise. */
    public VertexModel dimensions(int dimensions) {
        return profile(known -> known.dimensions(dimensions));
    }

    /** Whatever else is known of it; the id that the builder begins with stays. */
    public VertexModel profile(UnaryOperator<Profile.Builder> more) {
        UnaryOperator<Profile.Builder> before = profile;
        profile = known -> more.apply(before.apply(known));
        return this;
    }

    /** What is spoken; by default what the model's maker speaks here. */
    public VertexModel format(VertexFormat format) {
        this.format = format;
        return this;
    }

    /**
     * One more header for every request, such as {@code anthropic-beta} or {@code X-Vertex-AI-LLM-Request-Type}.
     *
     * @throws IllegalArgumentException for a header that carries a credential or that the library sets itself
     */
    public VertexModel header(String name, String value) {
        HeaderRules.checkOwn(name, value);
        headers.put(name, value);
        return this;
    }

    /**
     * Lets long answers take several requests, for models whose single request ends at a cap below the one of the answer
     * (Gemini 4). Without this the answer ends there, with the stop reason LENGTH.
     *
     * @param rounds how many requests one answer may take
     * @throws IllegalArgumentException when it is below 1
     */
    public VertexModel longDecode(int rounds) {
        if (rounds < 1) {
            throw new IllegalArgumentException("an answer takes at least 1 round, not " + rounds);
        }
        this.rounds = rounds;
        return this;
    }

    int rounds() {
        return rounds;
    }

    Profile.Builder describe(Profile.Builder known) {
        return profile.apply(known);
    }

    /**
     * What is spoken to a model.
     *
     * @throws IllegalArgumentException when that cannot be, saying what to change
     */
    VertexFormat formatFor(ModelName name, Profile profile, boolean express) {
        VertexFormat chosen =
                format != null ? format : name.usual(profile.family().orElse("").toLowerCase(Locale.ROOT));
        if (express && (chosen != VertexFormat.GENERATE_CONTENT || name.isEndpoint())) {
            throw new IllegalArgumentException("express mode serves Gemini's published models alone, not "
                    + profile.id().deployment() + ": use Vertex.of(project, location)");
        }
        String maker = name.publisher();
        boolean fits = switch (chosen) {
            case GENERATE_CONTENT -> name.isEndpoint() || maker.equals("google");
            case MESSAGES -> name.isEndpoint() || maker.equals("anthropic");
            case CHAT_COMPLETIONS -> !maker.equals("anthropic");
            case RESPONSES -> maker.equals("openai");
        };
        if (!fits) {
            throw new IllegalArgumentException(profile.id().deployment() + " does not speak " + chosen
                    + " on Vertex AI: leave the format out, or choose " + name.usual(""));
        }
        return chosen;
    }

    /**
     * Checks that nothing was chosen that a model for embeddings does not have.
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
