package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.Conversation;
import dev.interline.Options;
import dev.interline.OutputSchema;
import dev.interline.Reasoning;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is asked, as far as the answer depends on it: two requests are the same when their forms are. What vendors attached to
 * earlier answers, marks for caches and who may answer make no other question.
 */
final class RequestForm {
    private static final List<String> NOT_ASKED = List.of("opaque", "cache", "systemCache", "interline");

    private RequestForm() {}

    static ObjectNode of(ChatRequest request) {
        ObjectNode form = (ObjectNode) Json.parse(Conversation.of(request).toJson());
        strip(form);
        if (!request.tools().isEmpty()) {
            ArrayNode tools = form.putArray("tools");
            request.tools().forEach(tool -> tools.add(tool(tool)));
        }
        ToolChoice choice = request.toolChoice();
        if (!choice.equals(ToolChoice.AUTO)) {
            ObjectNode node = form.putObject("toolChoice");
            node.put("mode", choice.mode().name().toLowerCase(Locale.ROOT));
            choice.names().forEach(node.withArray("names")::add);
        }
        OutputSchema output = request.output();
        if (output != null) {
            form.putObject("output")
                    .put("name", output.name())
                    .put("strict", output.strict())
                    .set("schema", Json.parse(output.schema()));
        }
        ObjectNode options = options(request.options());
        if (!options.isEmpty()) {
            form.set("options", options);
        }
        return form;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(NOT_ASKED);
        }
        node.forEach(RequestForm::strip);
    }

    private static JsonNode tool(ToolDefinition tool) {
        ObjectNode node = Json.of("name", tool.name(), "description", tool.description());
        if (tool.strict()) {
            node.put("strict", true);
        }
        return node.set("parameters", Json.parse(tool.parameters()));
    }

    private static ObjectNode options(Options options) {
        ObjectNode node = Json.of();
        put(node, "maxOutputTokens", options.maxOutputTokens());
        put(node, "temperature", options.temperature());
        put(node, "topP", options.topP());
        put(node, "topK", options.topK());
        put(node, "presencePenalty", options.presencePenalty());
        put(node, "frequencyPenalty", options.frequencyPenalty());
        put(node, "seed", options.seed());
        put(node, "logProbabilities", options.logProbabilities());
        put(node, "verbosity", options.verbosity());
        put(node, "serviceTier", options.serviceTier());
        put(node, "user", options.user());
        put(node, "parallelToolCalls", options.parallelToolCalls());
        Reasoning reasoning = options.reasoning();
        if (reasoning != null) {
            ObjectNode thinking = node.putObject("reasoning");
            put(
                    thinking,
                    "effort",
                    reasoning.effort() == null ? null : reasoning.effort().word());
            reasoning.budget().ifPresent(tokens -> thinking.put("budgetTokens", tokens));
            put(thinking, "show", reasoning.show() ? true : null);
        }
        if (!options.stopSequences().isEmpty()) {
            options.stopSequences().forEach(node.putArray("stopSequences")::add);
        }
        if (!options.metadata().isEmpty()) {
            node.set("metadata", Json.tree(new TreeMap<>(options.metadata())));
        }
        if (!options.extras().isEmpty()) {
            node.set("extras", Json.tree(new TreeMap<>(options.extras())));
        }
        return node;
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.set(name, Json.tree(value));
        }
    }
}
