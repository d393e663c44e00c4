package dev.interline.wire.amazon;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tokens where the model's answer does not tell them: InvokeModel counts in headers. Source: Bedrock API reference. */
public final class InvokeCount {
    private static final String INPUT = "x-amzn-bedrock-input-token-count";

    private InvokeCount() {}

    /** Input tokens; -1 when they are not told. */
    public static long input(Function<String, @Nullable String> headers) {
        String count = headers.apply(INPUT);
        return count != null && count.matches("\\d{1,18}") ? Long.parseLong(count) : -1;
    }
}
