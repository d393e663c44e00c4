package dev.interline.examples.driver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.route.StreamRecovery;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One call, as it was asked for.
 *
 * @param id what the bench knows it by; the answer has it as well
 * @param retries how often each target may be asked again
 */
record Errand(
        JsonNode id,
        Spot primary,
        @Nullable Spot fallback,
        String prompt,
        boolean stream,
        @Nullable Duration firstContent,
        @Nullable Duration silence,
        @Nullable Duration deadline,
        int retries,
        StreamRecovery recovery) {

    private static final int RETRIES = 2;
    private static final int MOST_RETRIES = 100;
    private static final List<String> FIELDS = List.of(
            "id",
            "base_url",
            "api_key",
            "format",
            "primary",
            "fallback",
            "prompt",
            "stream",
            "timeouts",
            "retries",
            "reasons",
            "on_stream_failure");
    private static final List<String> CLOCKS = List.of("connect", "first_content", "silence", "deadline");
    private static final List<String> SPOT = List.of("base_url", "api_key", "format", "model", "reasons");

    /**
     * A model, and where it is.
     *
     * @param connect how long a connection may take; null for the library's own default
     */
    record Spot(
            String format,
            String baseUrl,
            String key,
            String model,
            boolean reasons,
            @Nullable Duration connect) {

        /** Without the key. */
        @Override
        public String toString() {
            return format + " " + model + " at " + baseUrl;
        }
    }

    /** @throws IllegalArgumentException if it cannot be understood; the message says what to change */
    static Errand read(JsonNode asked) {
        if (!asked.isObject()) {
            throw new IllegalArgumentException("a line is a JSON object, not " + asked.getNodeType());
        }
        onlyKnown(asked, FIELDS, "");
        JsonNode clocks = asked.path("timeouts");
        boolean one = clocks.isNumber();
        if (!one && !isAbsent(clocks) && !clocks.isObject()) {
            throw wrong("timeouts", "seconds, or an object of " + CLOCKS);
        }
        if (!one) {
            onlyKnown(clocks, CLOCKS, "timeouts.");
        }
        Duration connect = seconds(clocks, "connect");
        Spot primary = spot(asked, "primary", connect);
        return new Errand(
                asked.path("id"),
                primary,
                isAbsent(asked.path("fallback")) ? null : spot(asked, "fallback", connect),
                text(asked, "prompt", null),
                flag(asked, "stream", false),
                seconds(clocks, "first_content"),
                one ? length("timeouts", clocks) : seconds(clocks, "silence"),
                seconds(clocks, "deadline"),
                retries(asked.path("retries")),
                recovery(text(asked, "on_stream_failure", "fail")));
    }

    private static Spot spot(JsonNode asked, String name, @Nullable Duration connect) {
        JsonNode spot = asked.path(name);
        if (spot.isTextual()) {
            return new Spot(
                    text(asked, "format", "openai-chat"),
                    text(asked, "base_url", null),
                    text(asked, "api_key", ""),
                    text(asked, name, null),
                    flag(asked, "reasons", false),
                    connect);
        }
        if (!spot.isObject()) {
            throw wrong(name, "the name of a model, or an object of " + SPOT);
        }
        onlyKnown(spot, SPOT, name + ".");
        return new Spot(
                text(spot, "format", text(asked, "format", "openai-chat")),
                text(spot, "base_url", text(asked, "base_url", "")),
                text(spot, "api_key", text(asked, "api_key", "")),
                text(spot, "model", null),
                flag(spot, "reasons", flag(asked, "reasons", false)),
                connect);
    }

    private static StreamRecovery recovery(String word) {
        for (StreamRecovery recovery : StreamRecovery.values()) {
            if (recovery.name().equals(word.toUpperCase(Locale.ROOT))) {
                return recovery;
            }
        }
        throw wrong("on_stream_failure", "\"fail\", \"restart\" or \"continue\"");
    }

    private static int retries(JsonNode given) {
        if (isAbsent(given)) {
            return RETRIES;
        }
        if (!given.isInt() || given.intValue() < 0 || given.intValue() > MOST_RETRIES) {
            throw wrong("retries", "a whole number from 0 to " + MOST_RETRIES);
        }
        return given.intValue();
    }

    private static String text(JsonNode in, String name, @Nullable String otherwise) {
        JsonNode given = in.path(name);
        if (isAbsent(given) && otherwise != null) {
            return otherwise;
        }
        if (!given.isTextual() || given.textValue().isBlank()) {
            throw wrong(name, "a text that is not blank");
        }
        return given.textValue();
    }

    private static boolean flag(JsonNode in, String name, boolean otherwise) {
        JsonNode given = in.path(name);
        if (isAbsent(given)) {
            return otherwise;
        }
        if (!given.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return given.booleanValue();
    }

    private static @Nullable Duration seconds(JsonNode clocks, String name) {
        JsonNode given = clocks.path(name);
        return isAbsent(given) ? null : length("timeouts." + name, given);
    }

    private static Duration length(String name, JsonNode given) {
        double seconds = given.isNumber() ? given.doubleValue() : 0;
        if (!(seconds >= 0.001) || seconds > 86_400) {
            throw wrong(name, "a number of seconds from 0.001 to 86400");
        }
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static void onlyKnown(JsonNode in, List<String> known, String prefix) {
        for (Iterator<String> names = in.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "\"" + prefix + name + "\" is not known here; there are " + String.join(", ", known));
            }
        }
    }

    private static boolean isAbsent(JsonNode given) {
        return given.isMissingNode() || given.isNull();
    }

    private static IllegalArgumentException wrong(String name, String wanted) {
        return new IllegalArgumentException("\"" + name + "\" has to be " + wanted);
    }
}
