package dev.interline.wire.compatible;

import dev.interline.Profile;
import dev.interline.wire.HeaderRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What can be said of one model when it is made. Not thread-safe. */
public final class CompatibleModel {
    private UnaryOperator<Profile.Builder> profile = UnaryOperator.identity();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private CompatibleFormat format = CompatibleFormat.CHAT_COMPLETIONS;

    CompatibleModel() {}

    /** The family of the model, such as {@code gpt-6} or {@code llama-3.3}, which decides which settings are sent. */
    public CompatibleModel family(String family) {
        return profile(known -> known.family(family));
    }

    /** Whether the model thinks before it answers; unknown is treated as yes. */
    public CompatibleModel reasons(boolean reasons) {
        return profile(known -> known.reasons(reasons));
    }

    /** Whatever else is known of it; the id that the builder begins with stays. */
    public CompatibleModel profile(UnaryOperator<Profile.Builder> more) {
        UnaryOperator<Profile.Builder> before = profile;
        profile = known -> more.apply(before.apply(known));
        return this;
    }

    /** What is spoken; Chat Completions unless it is said. */
    public CompatibleModel format(CompatibleFormat format) {
        this.format = format;
        return this;
    }

    /**
     * One more header for every request, such as the project that a service wants to know.
     *
     * @throws IllegalArgumentException for a header that carries a credential or that the library sets itself
     */
    public CompatibleModel header(String name, String value) {
        HeaderRules.checkOwn(name, value);
        headers.put(name, value);
        return this;
    }

    Profile.Builder describe(Profile.Builder known) {
        return profile.apply(known);
    }

    CompatibleFormat format() {
        return format;
    }

    Map<String, String> headers() {
        return Map.copyOf(headers);
    }
}
