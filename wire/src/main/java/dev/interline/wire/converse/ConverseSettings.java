package dev.interline.wire.converse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Effort;
import dev.interline.Notice;
import dev.interline.Options;
import dev.interline.Reasoning;
import dev.interline.wire.Efforts;
import dev.interline.wire.History;
import dev.interline.wire.Json;
import dev.interline.wire.OutputCap;
import dev.interline.wire.Task;
import dev.interline.wire.anthropic.Claude;
import dev.interline.wire.anthropic.ClaudeSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the settings: what all models share in {@code inferenceConfig}, what only some makers know in
 * {@code additionalModelRequestFields}, in each maker's own words.
 */
final class ConverseSettings {
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,\\-.]{0,256}");
    private static final int MOST_LABELS = 16;
    private static final Set<String> TIERS = Set.of("priority", "default", "flex", "reserved");

    private final Task task;
    private final Options options;
    private final ConverseFamily family;
    private final List<Notice> notices;
    private final @Nullable ClaudeSettings claude;
    private final ObjectNode fields = Json.object();

    ConverseSettings(Task task, ConverseFamily family, List<History.Turn> turns, List<Notice> notices) {
        this.task = task;
        this.options = task.request().options();
        this.family = family;
        this.notices = notices;
        this.claude = family == ConverseFamily.CLAUDE ? new ClaudeSettings(task, turns, notices) : null;
    }

    /** Whether a tool may be forced. */
    boolean forcesTools() {
        return claude == null || claude.claude().takesForcedTools(claude.thinks());
    }

    void inference(ObjectNode body) {
        ObjectNode config = body.putObject("inferenceConfig");
        config.put(
                "maxTokens",
                claude != null ? claude.maxTokens() : OutputCap.of(task, family.thinks, family.maxOutput, 0, notices));
        put(
                config,
                "temperature",
                claude != null ? claude.temperature() : sampling("temperature", options.temperature()));
        put(config, "topP", claude != null ? claude.topP() : sampling("topP", options.topP()));
        if (!options.stopSequences().isEmpty()) {
            ArrayNode stop = config.putArray("stopSequences");
            options.stopSequences().forEach(stop::add);
        }
    }

    private @Nullable Double sampling(String name, @Nullable Double value) {
        if (value == null) {
            return null;
        }
        if (family == ConverseFamily.GPT) {
            notices.add(Notice.dropped(name, "this model family takes no " + name));
            return null;
        }
        if (value > 1) {
            notices.add(Notice.mapped(name, "the highest " + name + " here is 1"));
            return 1.0;
        }
        return value;
    }

    private static void put(ObjectNode config, String name, @Nullable Double value) {
        if (value != null) {
            config.put(name, value);
        }
    }

    /** Everything after {@code inferenceConfig} and the tools. */
    void rest(ObjectNode body) {
        topK();
        if (claude != null) {
            claude(claude, body);
        } else if (options.reasoning() != null) {
            reasoning(options.reasoning(), body);
        }
        if (!fields.isEmpty()) {
            body.set("additionalModelRequestFields", fields);
        }
        if (options.serviceTier() != null) {
            tier(options.serviceTier(), body);
        }
        labels(body);
        unknown("presencePenalty", options.presencePenalty());
        unknown("frequencyPenalty", options.frequencyPenalty());
        unknown("seed", options.seed());
        unknown("logProbabilities", options.logProbabilities());
        unknown("verbosity", options.verbosity());
        unknown("user", options.user());
        unknown("cacheKey", options.cacheKey());
        unknown("parallelToolCalls", Boolean.FALSE.equals(options.parallelToolCalls()) ? Boolean.FALSE : null);
    }

    private void topK() {
        Integer value = claude != null ? claude.topK() : options.topK();
        if (value == null) {
            return;
        }
        switch (family) {
            case CLAUDE -> fields.put("top_k", value);
            case NOVA, NOVA_2 -> fields.putObject("inferenceConfig").put("topK", value);
            default -> notices.add(Notice.dropped("topK", "Converse has no such setting for this model family"));
        }
    }

    private void claude(ClaudeSettings settings, ObjectNode body) {
        if (settings.thinking() != null) {
            fields.set("thinking", settings.thinking());
        }
        if (settings.effort() != null) {
            fields.putObject("output_config").put("effort", settings.effort());
        }
        if (settings.claude() != Claude.UNKNOWN && !options.stopSequences().isEmpty()) {
            // which of them it was is told only on demand
            body.putArray("additionalModelResponseFieldPaths").add("/delta/stop_sequence");
        }
    }

    private void reasoning(Reasoning reasoning, ObjectNode body) {
        Effort asked = reasoning.effort();
        if (asked == null && reasoning.budgetTokens() > 0) {
            asked = Efforts.ofBudget(reasoning.budgetTokens());
            notices.add(Notice.mapped("budget", "this model takes no thinking budget; sent effort " + asked.word()));
        }
        if (asked == null) {
            if (!family.thinks) {
                notices.add(Notice.dropped("thinking", "this model family does not think"));
            } else if (family == ConverseFamily.NOVA_2) {
                notices.add(Notice.dropped("thinking", "this model family thinks only where an effort is set"));
            }
            return;
        }
        switch (family) {
            case GPT ->
                fields.putObject("reasoning")
                        .put("effort", word(asked, "none", "low", "medium", "high", "xhigh", "max"));
            case GPT_OSS -> fields.put("reasoning_effort", word(asked, "low", "medium", "high"));
            case NOVA_2 -> {
                ObjectNode config = fields.putObject("reasoningConfig");
                if (asked.equals(Effort.NONE)) {
                    config.put("type", "disabled");
                } else {
                    config.put("type", "enabled").put("maxReasoningEffort", word(asked, "low", "medium", "high"));
                }
            }
            case QWEN -> fields.put("reasoning_config", word(asked, "low", "high"));
            case UNKNOWN -> outputConfig(body).put("effort", asked.word());
            default -> {
                if (!asked.equals(Effort.NONE)) {
                    notices.add(Notice.dropped("reasoning", "the thinking of this model family cannot be set"));
                }
            }
        }
    }

    private static ObjectNode outputConfig(ObjectNode body) {
        return body.get("outputConfig") instanceof ObjectNode there ? there : body.putObject("outputConfig");
    }

    private String word(Effort asked, String... known) {
        String word = Efforts.nearest(asked, List.of(known));
        if (!word.equals(asked.word())) {
            notices.add(Notice.mapped("effort", "this model has no effort " + asked.word() + "; sent " + word));
        }
        return word;
    }

    private void tier(String word, ObjectNode body) {
        if (TIERS.contains(word)) {
            body.putObject("serviceTier").put("type", word);
        } else {
            notices.add(Notice.dropped("serviceTier", "Converse knows priority, default, flex and reserved"));
        }
    }

    private void labels(ObjectNode body) {
        if (options.metadata().isEmpty()) {
            return;
        }
        ObjectNode labels = Json.object();
        for (Map.Entry<String, String> label : new TreeMap<>(options.metadata()).entrySet()) {
            boolean fits = !label.getKey().isEmpty()
                    && LABEL.matcher(label.getKey()).matches()
                    && LABEL.matcher(label.getValue()).matches();
            if (fits && labels.size() < MOST_LABELS) {
                labels.put(label.getKey(), label.getValue());
            } else {
                notices.add(Notice.dropped(
                        "metadata", "Converse takes 16 labels of up to 256 plain characters; one was left out"));
            }
        }
        if (!labels.isEmpty()) {
            body.set("requestMetadata", labels);
        }
    }

    private void unknown(String name, @Nullable Object value) {
        if (value != null) {
            notices.add(Notice.dropped(name, "this format has no such setting"));
        }
    }
}
