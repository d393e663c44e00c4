package dev.interline.wire.converse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Ability;
import dev.interline.ChatRequest;
import dev.interline.Notice;
import dev.interline.OutputSchema;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.AnswerTool;
import dev.interline.wire.CacheMarks;
import dev.interline.wire.Encoded;
import dev.interline.wire.History;
import dev.interline.wire.Json;
import dev.interline.wire.Task;
import dev.interline.wire.anthropic.Claude;
import dev.interline.wire.anthropic.NarrowSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes one request of Converse, in the order of its documentation. */
final class ConverseWriter {
    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_.:-]+");
    private static final Pattern MISTRAL_ID = Pattern.compile("[a-zA-Z0-9]{9}");

    private final Task task;
    private final ChatRequest request;
    private final ConverseFamily family;
    private final Claude claude;
    private final List<Notice> notices = new ArrayList<>();
    private final ObjectNode body = Json.object();
    private @Nullable OutputSchema emulated;

    ConverseWriter(Task task) {
        this.task = task;
        this.request = task.request();
        this.family = ConverseFamily.of(task.profile());
        this.claude = Claude.of(task.profile());
    }

    Encoded write() {
        List<History.Turn> turns = turns();
        CacheMarks marks = CacheMarks.of(task, turns, family.cachesForHours(claude), notices);
        ConverseMessages messages = new ConverseMessages(task, family, notices);
        body.set("messages", messages.write(turns, marks));
        ConverseSettings settings = new ConverseSettings(task, family, turns, notices);
        ConverseTools tools = new ConverseTools(task, family, settings.forcesTools(), notices);
        String instruction = output(tools);
        system(instruction, marks);
        settings.inference(body);
        tools.write(body, messages.holdsTools(), request.system().isBlank() && marks.onSystem() ? marks : null);
        settings.rest(body);
        return new Encoded(body, notices, emulated);
    }

    private List<History.Turn> turns() {
        return family == ConverseFamily.MISTRAL
                ? History.of(request.messages(), MISTRAL_ID, 9, notices)
                : History.of(request.messages(), ID, 64, notices);
    }

    private void system(String instruction, CacheMarks marks) {
        ArrayNode system = Json.array();
        if (!request.system().isBlank()) {
            system.addObject().put("text", request.system());
            if (marks.onSystem()) {
                system.add(ConverseMessages.cachePoint(marks.systemForHour()));
            }
        } else if (marks.onSystem() && request.tools().isEmpty()) {
            notices.add(Notice.dropped("cache", "there is neither a system prompt nor a tool to keep"));
        }
        if (!instruction.isEmpty()) {
            system.addObject().put("text", instruction);
        }
        if (!system.isEmpty()) {
            body.set("system", system);
        }
    }

    /** The form of the answer: by the setting for it, else by a tool, else in words, which are returned. */
    private String output(ConverseTools tools) {
        OutputSchema output = request.output();
        if (output == null) {
            return "";
        }
        JsonNode schema = NarrowSchema.parse(output.schema(), "the answer");
        boolean takes = task.profile().can(Ability.STRUCTURED_OUTPUT).orElse(family.takesSchema(claude));
        if (takes && !NarrowSchema.isRecursive(schema)) {
            ObjectNode format = body.putObject("outputConfig").putObject("textFormat");
            ObjectNode named = format.put("type", "json_schema")
                    .putObject("structure")
                    .putObject("jsonSchema")
                    .put("name", output.name());
            named.put("schema", Json.compact(NarrowSchema.of(schema, "the answer", notices)));
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

    static UnsupportedException noTools() {
        return new UnsupportedException("this model calls no tools through Converse; leave out the tools,"
                + " and history with calls of tools, or choose another model");
    }
}
