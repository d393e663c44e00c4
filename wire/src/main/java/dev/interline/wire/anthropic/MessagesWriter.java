package dev.interline.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Ability;
import dev.interline.ChatRequest;
import dev.interline.Notice;
import dev.interline.Options;
import dev.interline.OutputSchema;
import dev.interline.wire.AnswerTool;
import dev.interline.wire.CacheMarks;
import dev.interline.wire.Encoded;
import dev.interline.wire.History;
import dev.interline.wire.Json;
import dev.interline.wire.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes one Messages request, in the order of Anthropic's documentation. */
final class MessagesWriter {
    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final int LONGEST_ID = 64;
    private static final Set<String> TIERS = Set.of("auto", "standard_only");

    private final Task task;
    private final ChatRequest request;
    private final List<Notice> notices = new ArrayList<>();
    private final ObjectNode body = Json.object();
    private @Nullable OutputSchema emulated;

    MessagesWriter(Task task) {
        this.task = task;
        this.request = task.request();
    }

    Encoded write() {
        List<History.Turn> turns = History.of(request.messages(), ID, LONGEST_ID, notices);
        CacheMarks marks = CacheMarks.of(task, turns, true, notices);
        ClaudeSettings settings = new ClaudeSettings(task, turns, notices);
        MessagesTools tools = new MessagesTools(request, settings, notices);
        body.put("model", task.profile().id().deployment());
        body.put("max_tokens", settings.maxTokens());
        ObjectNode outputConfig = Json.object();
        system(output(outputConfig, settings, tools), marks);
        MessagesContent content = new MessagesContent(task, notices);
        body.set("messages", content.write(turns, marks));
        boolean onTools = request.system().isBlank() && marks.onSystem();
        tools.write(body, content.holdsTools(), onTools ? marks : null);
        thinking(settings, outputConfig);
        options(settings);
        if (task.streaming()) {
            body.put("stream", true);
        }
        return new Encoded(body, notices, emulated);
    }

    private void system(String instruction, CacheMarks marks) {
        ArrayNode system = Json.array();
        if (!request.system().isBlank()) {
            ObjectNode block = system.addObject().put("type", "text").put("text", request.system());
            if (marks.onSystem()) {
                block.set("cache_control", MessagesContent.cacheControl(marks.systemForHour()));
            }
        } else if (marks.onSystem() && request.tools().isEmpty()) {
            notices.add(Notice.dropped("cache", "there is neither a system prompt nor a tool to keep"));
        }
        if (!instruction.isEmpty()) {
            system.addObject().put("type", "text").put("text", instruction);
        }
        if (!system.isEmpty()) {
            body.set("system", system);
        }
    }

    /** The form of the answer: by the setting for it, else by a tool, else in words, which are returned. */
    private String output(ObjectNode config, ClaudeSettings settings, MessagesTools tools) {
        OutputSchema output = request.output();
        if (output == null) {
            return "";
        }
        JsonNode schema = NarrowSchema.parse(output.schema(), "the answer");
        boolean takes = task.profile()
                .can(Ability.STRUCTURED_OUTPUT)
                .orElse(settings.claude().takesSchema());
        if (takes && !NarrowSchema.isRecursive(schema)) {
            config.putObject("format")
                    .put("type", "json_schema")
                    .set("schema", NarrowSchema.of(schema, "the answer", notices));
            return "";
        }
        emulated = output;
        if (tools.answersByTool(output)) {
            notices.add(new Notice(Notice.Code.EMULATED, "output", "the form was asked for with a tool"));
            return "";
        }
        notices.add(
                new Notice(Notice.Code.EMULATED, "output", "the form was asked for in words and is not guaranteed"));
        return AnswerTool.instruction(output);
    }

    private void thinking(ClaudeSettings settings, ObjectNode outputConfig) {
        if (settings.thinking() != null) {
            body.set("thinking", settings.thinking());
        }
        if (settings.effort() != null) {
            outputConfig.put("effort", settings.effort());
        }
        if (!outputConfig.isEmpty()) {
            body.set("output_config", outputConfig);
        }
    }

    private void options(ClaudeSettings settings) {
        Options options = request.options();
        Double temperature = settings.temperature();
        if (temperature != null) {
            body.put("temperature", temperature);
        }
        Double topP = settings.topP();
        if (topP != null) {
            body.put("top_p", topP);
        }
        Integer topK = settings.topK();
        if (topK != null) {
            body.put("top_k", topK);
        }
        stop(options.stopSequences());
        if (options.user() != null) {
            body.putObject("metadata").put("user_id", options.user());
        }
        if (options.serviceTier() != null && TIERS.contains(options.serviceTier())) {
            body.put("service_tier", options.serviceTier());
        } else {
            unknown("serviceTier", options.serviceTier());
        }
        unknown("metadata", options.metadata().isEmpty() ? null : options.metadata());
        unknown("presencePenalty", options.presencePenalty());
        unknown("frequencyPenalty", options.frequencyPenalty());
        unknown("seed", options.seed());
        unknown("logProbabilities", options.logProbabilities());
        unknown("verbosity", options.verbosity());
        unknown("cacheKey", options.cacheKey());
    }

    private void stop(List<String> sequences) {
        ArrayNode stop = Json.array();
        for (String sequence : sequences) {
            if (sequence.isBlank()) {
                notices.add(Notice.dropped("stopSequences", "a stop sequence of nothing but white space is refused"));
            } else {
                stop.add(sequence);
            }
        }
        if (!stop.isEmpty()) {
            body.set("stop_sequences", stop);
        }
    }

    private void unknown(String name, @Nullable Object value) {
        if (value != null) {
            notices.add(Notice.dropped(name, "this format has no such setting or value"));
        }
    }
}
