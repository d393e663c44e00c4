package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.Notice;
import dev.interline.Options;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.wire.Encoded;
import dev.interline.wire.Json;
import dev.interline.wire.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one Responses request, in the order of OpenAI's documentation. */
final class ResponsesWriter {
    private final Task task;
    private final ChatRequest request;
    private final List<Notice> notices = new ArrayList<>();
    private final ObjectNode body = Json.object();
    private final ArrayNode include = Json.array();
    private final OpenAiOptions shared;

    ResponsesWriter(Task task) {
        this.task = task;
        this.request = task.request();
        this.shared = new OpenAiOptions(task, true, notices);
    }

    Encoded write() {
        body.put("model", task.profile().id().deployment());
        if (!shared.system().isEmpty()) {
            body.put("instructions", shared.system());
        }
        body.set("input", new ResponsesInput(task, notices).write());
        String effort = shared.effort();
        tools(effort);
        text();
        reasoning(effort);
        options(effort);
        // otherwise the vendor keeps the answer for 30 days
        body.put("store", false);
        if (!include.isEmpty()) {
            body.set("include", include);
        }
        if (task.streaming()) {
            body.put("stream", true);
        }
        return new Encoded(body, notices, shared.told());
    }

    private void tools(@Nullable String effort) {
        if (request.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        for (ToolDefinition tool : request.tools()) {
            shared.function(tools.addObject().put("type", "function"), tool);
        }
        choice(request.toolChoice());
        shared.parallel(body, effort);
    }

    private void choice(ToolChoice choice) {
        String mode = switch (choice.mode()) {
            case AUTO -> "auto";
            case NONE -> "none";
            case REQUIRED -> "required";
        };
        if (choice.names().isEmpty()) {
            if (choice.mode() != ToolChoice.Mode.AUTO) {
                body.put("tool_choice", mode);
            }
        } else if (choice.mode() == ToolChoice.Mode.REQUIRED && choice.names().size() == 1) {
            function(body.putObject("tool_choice"), choice.names().get(0));
        } else {
            ArrayNode allowed = body.putObject("tool_choice")
                    .put("type", "allowed_tools")
                    .put("mode", mode)
                    .putArray("tools");
            choice.names().forEach(name -> function(allowed.addObject(), name));
        }
    }

    private static void function(ObjectNode node, String name) {
        node.put("type", "function").put("name", name);
    }

    private void text() {
        ObjectNode text = Json.object();
        if (request.output() != null && shared.told() == null) {
            shared.output(text.putObject("format").put("type", "json_schema"), request.output());
        }
        shared.verbosity(text);
        if (!text.isEmpty()) {
            body.set("text", text);
        }
    }

    private void reasoning(@Nullable String effort) {
        OpenAiFamily family = shared.family();
        ObjectNode reasoning = Json.object();
        OpenAiOptions.putText(reasoning, "effort", effort);
        if (request.showsThinking()) {
            if (family == OpenAiFamily.CLASSIC || family == OpenAiFamily.DEEPSEEK) {
                notices.add(Notice.dropped("thinking", "this model family shows no thoughts in this format"));
            } else {
                reasoning.put("summary", "auto");
            }
        }
        if (!reasoning.isEmpty()) {
            body.set("reasoning", reasoning);
        }
        boolean undeclared = family == OpenAiFamily.UNKNOWN;
        if ((family.sealsThoughts() || undeclared) && task.profile().reasons().orElse(true)) {
            // what is not stored must be carried along; models known not to think refuse to be asked for it
            include.add("reasoning.encrypted_content");
        }
    }

    private void options(@Nullable String effort) {
        Options options = request.options();
        if (options.maxOutputTokens() != null) {
            body.put("max_output_tokens", options.maxOutputTokens());
        }
        shared.sampling(body, effort);
        if (shared.logProbabilities(effort)) {
            body.put("top_logprobs", options.logProbabilities());
            include.add("message.output_text.logprobs");
        }
        shared.unknown("stopSequences", options.stopSequences().isEmpty() ? null : options.stopSequences());
        shared.unknown("seed", options.seed());
        shared.common(body);
        shared.cacheMarks();
    }
}
