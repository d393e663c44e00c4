package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Effort;
import dev.interline.Notice;
import dev.interline.Options;
import dev.interline.Profile;
import dev.interline.Reasoning;
import dev.interline.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings that Chat Completions and Responses share, and the rules of the families for them. */
final class OpenAiOptions {
    private final Options options;
    private final OpenAiFamily family;
    private final List<Notice> notices;

    OpenAiOptions(Options options, Profile profile, List<Notice> notices) {
        this.options = options;
        this.family = OpenAiFamily.of(profile);
        this.notices = notices;
    }

    /** The effort in the family's words; null when none is to be sent. */
    @Nullable
    String effort() {
        Reasoning reasoning = options.reasoning();
        if (reasoning == null || (reasoning.effort() == null && reasoning.budgetTokens() == 0)) {
            return null;
        }
        Effort asked = reasoning.effort() == null ? fromBudget(reasoning.budgetTokens()) : reasoning.effort();
        if (family.neverThinks()) {
            if (!asked.equals(Effort.NONE)) {
                notices.add(Notice.dropped("reasoning", "this model family does not think"));
            }
            return null;
        }
        String word = family.nearest(asked);
        if (!word.equals(asked.word())) {
            notices.add(Notice.mapped("effort", "this model family has no effort " + asked.word() + "; sent " + word));
        }
        return word;
    }

    private Effort fromBudget(int tokens) {
        Effort nearest = tokens <= 2_048 ? Effort.LOW : tokens <= 8_192 ? Effort.MEDIUM : Effort.HIGH;
        notices.add(Notice.mapped("budget", "this format knows no thinking budget; sent effort " + nearest.word()));
        return nearest;
    }

    /** Sampling, unless the family refuses it. */
    void sampling(ObjectNode body, @Nullable String effort, boolean penalties) {
        boolean refused = family.refusesSampling(effort == null ? "" : effort);
        put(body, "temperature", options.temperature(), refused);
        put(body, "top_p", options.topP(), refused);
        if (penalties) {
            put(body, "presence_penalty", options.presencePenalty(), refused);
            put(body, "frequency_penalty", options.frequencyPenalty(), refused);
        } else {
            unknown("presencePenalty", options.presencePenalty());
            unknown("frequencyPenalty", options.frequencyPenalty());
        }
        unknown("topK", options.topK());
    }

    /** Whether log probabilities may be asked for; says so when not. */
    boolean logProbabilities(@Nullable String effort) {
        if (options.logProbabilities() == null) {
            return false;
        }
        if (family.refusesSampling(effort == null ? "" : effort)) {
            notices.add(Notice.dropped("logProbabilities", "this model family does not report them"));
            return false;
        }
        return true;
    }

    /** What both formats call the same. */
    void common(ObjectNode body) {
        putText(body, "service_tier", options.serviceTier());
        putText(body, "safety_identifier", options.user());
        putText(body, "prompt_cache_key", options.cacheKey());
        if (!options.metadata().isEmpty()) {
            body.set("metadata", Json.tree(options.metadata()));
        }
    }

    /** A setting that the format has no word for. */
    void unknown(String name, @Nullable Object value) {
        if (value != null) {
            notices.add(Notice.dropped(name, "this format has no such setting"));
        }
    }

    private void put(ObjectNode body, String name, @Nullable Double value, boolean refused) {
        if (value == null) {
            return;
        }
        if (refused) {
            notices.add(Notice.dropped(name, "this model family takes no " + name));
        } else {
            body.put(name, value);
        }
    }

    static void putText(ObjectNode body, String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
