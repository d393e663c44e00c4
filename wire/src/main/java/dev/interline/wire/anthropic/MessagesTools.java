package dev.interline.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.Notice;
import dev.interline.OutputSchema;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.wire.AnswerTool;
import dev.interline.wire.CacheMarks;
import dev.interline.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes {@code tools} and {@code tool_choice}. */
final class MessagesTools {
    /** Stands for tools where there are none to offer, but the conversation holds calls. */
    private static final ToolDefinition INERT =
            ToolDefinition.of("unavailable", "No tool can be called. Do not call this.");

    private final ChatRequest request;
    private final ClaudeSettings settings;
    private final List<Notice> notices;
    private final List<ToolDefinition> offered;
    private ToolChoice choice;

    MessagesTools(ChatRequest request, ClaudeSettings settings, List<Notice> notices) {
        this.request = request;
        this.settings = settings;
        this.notices = notices;
        this.choice = request.toolChoice();
        this.offered = new ArrayList<>(request.tools());
        List<String> names = choice.names();
        boolean one = choice.mode() == ToolChoice.Mode.REQUIRED && names.size() == 1 && forces();
        if (!names.isEmpty() && !one && offered.removeIf(tool -> !names.contains(tool.name()))) {
            notices.add(Notice.mapped("toolChoice", "only the tools that may be chosen were offered"));
        }
    }

    private boolean forces() {
        return settings.claude().takesForcedTools(settings.thinks());
    }

    /** Offers the answer as one more tool; false where a tool cannot be forced, or the caller forces one already. */
    boolean answersByTool(OutputSchema output) {
        if (!forces() || choice.mode() == ToolChoice.Mode.REQUIRED) {
            return false;
        }
        boolean alone = offered.isEmpty() || choice.mode() == ToolChoice.Mode.NONE;
        offered.add(AnswerTool.of(output));
        choice = alone ? ToolChoice.of(AnswerTool.NAME) : ToolChoice.REQUIRED;
        return true;
    }

    void write(ObjectNode body, boolean historyHoldsTools, @Nullable CacheMarks mark) {
        if (offered.isEmpty()) {
            if (!historyHoldsTools) {
                return;
            }
            notices.add(new Notice(
                    Notice.Code.EMULATED,
                    "tools",
                    "this format wants tools where the conversation holds calls; one that does nothing was offered"));
            offered.add(INERT);
            choice = ToolChoice.NONE;
        }
        ArrayNode tools = body.putArray("tools");
        for (ToolDefinition tool : offered) {
            tools.add(definition(tool));
        }
        if (mark != null) {
            ((ObjectNode) tools.path(tools.size() - 1))
                    .set("cache_control", MessagesContent.cacheControl(mark.systemForHour()));
        }
        choice(body);
    }

    private ObjectNode definition(ToolDefinition tool) {
        ObjectNode node = Json.object().put("name", tool.name());
        if (!tool.description().isBlank()) {
            node.put("description", tool.description());
        }
        String subject = "tool " + tool.name();
        JsonNode schema = NarrowSchema.parse(tool.parameters(), subject);
        if (tool.strict()) {
            if (settings.claude().takesSchema() && !NarrowSchema.isRecursive(schema)) {
                node.put("strict", true);
                schema = NarrowSchema.of(schema, subject, notices);
            } else {
                notices.add(Notice.dropped(subject, "this model cannot guarantee the form of its arguments"));
            }
        }
        node.set("input_schema", schema);
        return node;
    }

    private void choice(ObjectNode body) {
        Boolean parallel = request.options().parallelToolCalls();
        ToolChoice.Mode mode = choice.mode();
        if (mode == ToolChoice.Mode.REQUIRED && !forces()) {
            notices.add(Notice.dropped("toolChoice", "this model cannot be made to call a tool now; it may choose"));
            mode = ToolChoice.Mode.AUTO;
        }
        if (mode == ToolChoice.Mode.AUTO && parallel == null) {
            return;
        }
        ObjectNode node = body.putObject("tool_choice");
        switch (mode) {
            case AUTO -> node.put("type", "auto");
            case NONE -> node.put("type", "none");
            case REQUIRED -> {
                if (choice.names().size() == 1) {
                    node.put("type", "tool").put("name", choice.names().get(0));
                } else {
                    node.put("type", "any");
                }
            }
        }
        if (parallel != null && mode != ToolChoice.Mode.NONE) {
            node.put("disable_parallel_tool_use", !parallel);
        }
    }
}
