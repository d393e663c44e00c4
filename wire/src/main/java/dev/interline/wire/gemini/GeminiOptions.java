package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Notice;
import dev.interline.Options;
import dev.interline.wire.Task;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the settings, in the order of Google's documentation of {@code GenerationConfig}. */
final class GeminiOptions {
    private static final int MOST_STOPS = 5;
    /** The range of penalties ends below 2. */
    private static final double MOST_PENALTY = 1.99;

    private static final Pattern LABEL_KEY = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final Pattern LABEL_VALUE = Pattern.compile("[a-z0-9_-]{0,63}");

    private final Task task;
    private final Options options;
    private final List<Notice> notices;

    GeminiOptions(Task task, List<Notice> notices) {
        this.task = task;
        this.options = task.request().options();
        this.notices = notices;
    }

    void generation(ObjectNode config, GeminiFamily family) {
        number(config, "temperature", options.temperature());
        number(config, "topP", options.topP());
        if (options.topK() != null) {
            config.put("topK", options.topK());
        }
        if (options.maxOutputTokens() != null) {
            config.put("maxOutputTokens", options.maxOutputTokens());
        }
        stops(config);
        seed(config);
        number(config, "presencePenalty", penalty("presencePenalty", options.presencePenalty()));
        number(config, "frequencyPenalty", penalty("frequencyPenalty", options.frequencyPenalty()));
        logProbabilities(config);
        ObjectNode thinking = new ThinkingControl(family, notices).of(options.reasoning());
        if (!thinking.isEmpty()) {
            config.set("thinkingConfig", thinking);
        }
    }

    private static void number(ObjectNode config, String name, @Nullable Double value) {
        if (value != null) {
            config.put(name, value);
        }
    }

    private @Nullable Double penalty(String name, @Nullable Double value) {
        if (value == null || value < 2) {
            return value;
        }
        notices.add(Notice.mapped(name, "this format takes penalties below 2; sent " + MOST_PENALTY));
        return MOST_PENALTY;
    }

    private void stops(ObjectNode config) {
        List<String> sequences = options.stopSequences();
        if (sequences.isEmpty()) {
            return;
        }
        if (sequences.size() > MOST_STOPS) {
            notices.add(Notice.dropped(
                    "stopSequences",
                    "this format takes " + MOST_STOPS + " stop sequences; the other " + (sequences.size() - MOST_STOPS)
                            + " were left out"));
        }
        ArrayNode stops = config.putArray("stopSequences");
        sequences.stream().limit(MOST_STOPS).forEach(stops::add);
    }

    private void seed(ObjectNode config) {
        Long seed = options.seed();
        if (seed == null) {
            return;
        }
        int taken = seed == seed.intValue() ? seed.intValue() : Long.hashCode(seed);
        if (taken != seed) {
            notices.add(Notice.mapped("seed", "this format takes seeds of 32 bits; sent " + taken));
        }
        config.put("seed", taken);
    }

    private void logProbabilities(ObjectNode config) {
        Integer top = options.logProbabilities();
        if (top == null) {
            return;
        }
        if (task.streaming()) {
            notices.add(Notice.dropped("logProbabilities", "this format reports them for whole answers only"));
            return;
        }
        config.put("responseLogprobs", true);
        if (top > 0) {
            config.put("logprobs", top);
        }
    }

    /** What stands beside {@code generationConfig}, and what has no place at all. */
    void beside(ObjectNode body) {
        labels(body);
        if (options.serviceTier() != null) {
            body.put("serviceTier", options.serviceTier());
        }
        unknown("verbosity", options.verbosity());
        unknown("user", options.user());
        if (Boolean.FALSE.equals(options.parallelToolCalls())) {
            notices.add(Notice.dropped("parallelToolCalls", "this format cannot forbid calls in parallel"));
        }
    }

    private void unknown(String name, @Nullable Object value) {
        if (value != null) {
            notices.add(Notice.dropped(name, "this format has no such setting"));
        }
    }

    private void labels(ObjectNode body) {
        for (Map.Entry<String, String> label : options.metadata().entrySet()) {
            if (LABEL_KEY.matcher(label.getKey()).matches()
                    && LABEL_VALUE.matcher(label.getValue()).matches()) {
                body.withObject("/labels").put(label.getKey(), label.getValue());
            } else {
                notices.add(Notice.dropped(
                        "metadata",
                        "label '" + label.getKey() + "' was left out: labels are up to 63 lower-case letters, digits,"
                                + " '_' and '-', and their keys begin with a letter"));
            }
        }
    }
}
