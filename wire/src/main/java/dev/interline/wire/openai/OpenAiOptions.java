package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Ability;
import dev.interline.ChatRequest;
import dev.interline.Effort;
import dev.interline.Message;
import dev.interline.Notice;
import dev.interline.Options;
import dev.interline.OutputSchema;
import dev.interline.Reasoning;
import dev.interline.ToolDefinition;
import dev.interline.wire.AnswerTool;
import dev.interline.wire.Json;
import dev.interline.wire.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings that Chat Completions and Responses share, and the rules of the families for them. */
final class OpenAiOptions {
    private final ChatRequest request;
    private final Options options;
    private final OpenAiFamily family;
    private final boolean responses;
    private final List<Notice> notices;
    private final @Nullable OutputSchema told;

    /**
     * For one request.
     *
     * @param responses whether it is said in Responses
     */
    OpenAiOptions(Task task, boolean responses, List<Notice> notices) {
        this.request = task.request();
        this.options = request.options();
        this.family = OpenAiFamily.of(task.profile());
        this.responses = responses;
        this.notices = notices;
        boolean takes = task.profile().can(Ability.STRUCTURED_OUTPUT).orElse(true);
        this.told = takes ? null : request.output();
        if (told != null) {
            StrictSchema.parse(told.schema(), "the answer");
            notices.add(new Notice(
                    Notice.Code.EMULATED, "output", "the form was asked for in words and is not guaranteed"));
        }
    }

    OpenAiFamily family() {
        return family;
    }

    /** The effort in the family's words; null when none is to be sent. */
    @Nullable
    String effort() {
        Reasoning reasoning = options.reasoning();
        if (reasoning == null || (reasoning.effort() == null && reasoning.budgetTokens() == 0)) {
            return null;
        }
        if (family.refusesEffort(responses)) {
            if (!Effort.NONE.equals(reasoning.effort())) {
                notices.add(Notice.dropped("reasoning", "this model family takes no effort"));
            }
            return null;
        }
        Effort asked = reasoning.effort() == null ? fromBudget(reasoning.budgetTokens()) : reasoning.effort();
        String word = family.nearest(asked, responses);
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
    void sampling(ObjectNode body, @Nullable String effort) {
        boolean refused = family.refusesSampling(effort == null ? "" : effort);
        put(body, "temperature", "temperature", options.temperature(), refused);
        put(body, "top_p", "topP", options.topP(), refused);
        if (responses) {
            unknown("presencePenalty", options.presencePenalty());
            unknown("frequencyPenalty", options.frequencyPenalty());
        } else {
            put(body, "presence_penalty", "presencePenalty", options.presencePenalty(), refused);
            put(body, "frequency_penalty", "frequencyPenalty", options.frequencyPenalty(), refused);
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

    /** Whether several tools may be called at once, where a word on it is wanted and taken. */
    void parallel(ObjectNode body, @Nullable String effort) {
        Boolean parallel = options.parallelToolCalls();
        if (parallel == null) {
            return;
        }
        if (family.refusesParallel(effort == null ? "" : effort)) {
            notices.add(Notice.dropped("parallelToolCalls", "this model calls one tool at a time here"));
        } else {
            body.put("parallel_tool_calls", parallel);
        }
    }

    /** What both formats call the same. What only OpenAI's own service knows is refused by models of other makers. */
    void common(ObjectNode body) {
        putText(body, "service_tier", options.serviceTier());
        if (family.isForeign()) {
            refused("user", options.user());
            refused("cacheKey", options.cacheKey());
            refused("metadata", options.metadata().isEmpty() ? null : options.metadata());
            return;
        }
        putText(body, "safety_identifier", options.user());
        putText(body, "prompt_cache_key", options.cacheKey());
        if (!options.metadata().isEmpty()) {
            body.set("metadata", Json.tree(options.metadata()));
        }
    }

    /** How wordy the answer should be, which came with GPT-5. */
    void verbosity(ObjectNode body) {
        if (family == OpenAiFamily.CLASSIC || family == OpenAiFamily.GPT_OSS || family.isForeign()) {
            refused("verbosity", options.verbosity());
        } else {
            putText(body, "verbosity", options.verbosity());
        }
    }

    private void refused(String name, @Nullable Object value) {
        if (value != null) {
            notices.add(Notice.dropped(name, "this model family does not take it"));
        }
    }

    /**
     * The form of the answer if it has to be asked for in words, because the target is declared not to keep to one.
     *
     * @return null when there is none, or the target sees to it
     */
    @Nullable
    OutputSchema told() {
        return told;
    }

    /** The system prompt, with the form of the answer where that has to be asked for in words. */
    String system() {
        if (told == null) {
            return request.system();
        }
        String form = AnswerTool.instruction(told);
        return request.system().isEmpty() ? form : request.system() + "\n\n" + form;
    }

    /** Name, description, parameters and strictness of a tool. */
    void function(ObjectNode node, ToolDefinition tool) {
        node.put("name", tool.name());
        if (!tool.description().isEmpty()) {
            node.put("description", tool.description());
        }
        strict(node, tool.strict());
        node.set("parameters", schema(tool.parameters(), tool.strict(), "tool " + tool.name()));
    }

    /** Name, schema and strictness of the answer. */
    void output(ObjectNode node, OutputSchema output) {
        node.put("name", output.name());
        strict(node, output.strict());
        node.set("schema", schema(output.schema(), output.strict(), "the answer"));
    }

    /** Responses takes silence for yes, Chat Completions for no. */
    private void strict(ObjectNode node, boolean strict) {
        if (strict || responses) {
            node.put("strict", strict);
        }
    }

    private JsonNode schema(String schema, boolean strict, String subject) {
        return strict ? StrictSchema.of(schema, subject, notices) : StrictSchema.parse(schema, subject);
    }

    /** A mark for the cache, which neither format knows. */
    void cacheMarks() {
        boolean marked = request.systemCache() != null;
        for (Message message : request.messages()) {
            marked |= message.cache() != null;
        }
        if (marked) {
            notices.add(Notice.dropped("cache", "this format caches prompts by itself and takes no marks"));
        }
    }

    /** A setting that the format has no word for. */
    void unknown(String name, @Nullable Object value) {
        if (value != null) {
            notices.add(Notice.dropped(name, "this format has no such setting"));
        }
    }

    private void put(ObjectNode body, String name, String setting, @Nullable Double value, boolean refused) {
        if (value == null) {
            return;
        }
        if (refused) {
            notices.add(Notice.dropped(setting, "this model family does not take it"));
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
