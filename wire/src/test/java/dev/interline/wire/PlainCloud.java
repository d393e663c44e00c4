package dev.interline.wire;

import dev.interline.Profile;
import dev.interline.error.ChatException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A cloud that knows nothing but what a refusal means to its test. */
record PlainCloud(Function<Refusal, ChatException> meaning) implements Cloud {

    @Override
    public String name() {
        return "test";
    }

    @Override
    public ChatException explain(Profile profile, Refusal refusal) {
        return meaning.apply(refusal);
    }

    @Override
    public String requestId(Function<String, @Nullable String> headers) {
        return "";
    }
}
