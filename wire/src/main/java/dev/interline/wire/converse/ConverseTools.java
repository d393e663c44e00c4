package dev.interline.wire.converse;

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
import dev.interline.wire.Task;
import dev.interline.wire.anthropic.Claude;
import dev.interline.wire.anthropic.NarrowSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes {@code toolConfig}: what is on offer, and which of it may or must be called. */
final class ConverseTools {
    /** More strict tools are refused. */
    private static final int MOST_STRICT = 20;
    /** Stands for tools where there are none to offer, but the conversation holds calls. */
    private static final ToolDefinition INERT =
            ToolDefinition.of("unavailable", "No tool can be called. Do not call this.");

    private final Task task;
    private final ChatRequest request;
    private final ConverseFamily family;
    private final boolean forces;
    private final List<Notice> notices;
    private final List<ToolDefinition> offered;
    private ToolChoice choice;
    private int strict;

    ConverseTools(Task task, ConverseFamily family, boolean forces, List<Notice> notices) {
        this.task = task;
        this.request = task.request();
        this.family = family;
        this.forces = forces
                && (family.tools == ConverseFamily.Tools.ANY || family.tools == ConverseFamily.Tools.AUTO_OR_ANY);
        this.notices = notices;
        this.choice = request.toolChoice();
        this.offered = new ArrayList<>(choice.mode() == ToolChoice.Mode.NONE ? List.of() : request.tools());
        if (family.tools == ConverseFamily.Tools.NONE && !offered.isEmpty()) {
            throw ConverseWriter.noTools();
        }
        List<String> names = choice.names();
        if (!names.isEmpty() && !namesOne() && offered.removeIf(tool -> !names.contains(tool.name()))) {
            notices.add(Notice.mapped("toolChoice", "only the tools that may be chosen were offered"));
        }
    }

    /** Whether the one tool that must be called can be named; otherwise it is offered alone. */
    private boolean namesOne() {
        return choice.mode() == ToolChoice.Mode.REQUIRED
                && choice.names().size() == 1
                && forces
                && family.tools == ConverseFamily.Tools.ANY;
    }

    /** Offers the answer as one more tool; false where a tool cannot be forced, or the caller forces one already. */
    boolean answersByTool(OutputSchema output) {
        if (!forces || choice.mode() == ToolChoice.Mode.REQUIRED) {
            return false;
        }
        offered.add(AnswerTool.of(output));
        choice = offered.size() == 1 ? ToolChoice.of(AnswerTool.NAME) : ToolChoice.REQUIRED;
        return true;
    }

    void write(ObjectNode body, boolean historyHoldsTools, @Nullable CacheMarks mark) {
        if (historyHoldsTools && family.tools == ConverseFamily.Tools.NONE) {
            throw ConverseWriter.noTools();
        }
        if (offered.isEmpty()) {
            if (!historyHoldsTools) {
                return;
            }
            notices.add(new Notice(
                    Notice.Code.EMULATED,
                    "tools",
                    "this format wants tools where the conversation holds calls; one that does nothing was offered"));
            offered.add(INERT);
            choice = ToolChoice.AUTO;
        }
        ObjectNode config = body.putObject("toolConfig");
        ArrayNode tools = config.putArray("tools");
        for (ToolDefinition tool : offered) {
            tools.addObject().set("toolSpec", specification(tool));
        }
        if (mark != null) {
            tools.add(ConverseMessages.cachePoint(mark.systemForHour()));
        }
        choice(config);
    }

    private ObjectNode specification(ToolDefinition tool) {
        ObjectNode node = Json.object().put("name", tool.name());
        if (!tool.description().isBlank()) {
            node.put("description", tool.description());
        }
        String subject = "tool " + tool.name();
        JsonNode schema = NarrowSchema.parse(tool.parameters(), subject);
        if (tool.strict()) {
            if (family.takesSchema(Claude.of(task.profile()))
                    && strict < MOST_STRICT
                    && !NarrowSchema.isRecursive(schema)) {
                strict++;
                node.put("strict", true);
                schema = NarrowSchema.of(schema, subject, notices);
            } else {
                notices.add(Notice.dropped(subject, "this model cannot guarantee the form of its arguments"));
            }
        }
        node.putObject("inputSchema").set("json", schema);
        return node;
    }

    private void choice(ObjectNode config) {
        if (choice.mode() != ToolChoice.Mode.REQUIRED) {
            return;
        }
        if (!forces) {
            notices.add(Notice.dropped("toolChoice", "this model cannot be made to call a tool now; it may choose"));
            return;
        }
        ObjectNode node = config.putObject("toolChoice");
        if (namesOne()) {
            node.putObject("tool").put("name", choice.names().get(0));
        } else {
            node.putObject("any");
        }
    }
}
