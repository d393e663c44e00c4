package dev.interline.bedrock;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A guardrail that every request to a model passes through ("GuardrailConfiguration", Amazon Bedrock API reference).
 *
 * @param id its id or ARN
 * @param version {@code DRAFT} or a number
 * @param trace how much of its reasoning comes with the answer; null leaves that to Bedrock
 */
public record Guardrail(String id, String version, @Nullable Trace trace) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9:/._-]{1,2048}");
    private static final Pattern VERSION = Pattern.compile("DRAFT|[1-9][0-9]{0,7}");

    /** How much of a guardrail's reasoning comes with the answer. */
    public enum Trace {
        /** What it found. */
        ENABLED,
        /** Nothing. */
        DISABLED,
        /** What it found, and what it looked for in vain. */
        ENABLED_FULL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks the words.
     *
     * @throws IllegalArgumentException when one cannot be right
     */
    public Guardrail {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("\"" + id + "\" is no id and no ARN of a guardrail");
        }
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "\"" + version + "\" is no version of a guardrail: write DRAFT or a number");
        }
    }

    /** Without a word on its trace. */
    public static Guardrail of(String id, String version) {
        return new Guardrail(id, version, null);
    }
}
