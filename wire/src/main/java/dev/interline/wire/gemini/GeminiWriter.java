package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Ability;
import dev.interline.ChatRequest;
import dev.interline.Message;
import dev.interline.Notice;
import dev.interline.OutputSchema;
import dev.interline.ToolChoice;
import dev.interline.error.InvalidException;
import dev.interline.wire.AnswerTool;
import dev.interline.wire.Encoded;
import dev.interline.wire.Json;
import dev.interline.wire.Task;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one generateContent request, in the order of Google's documentation. */
final class GeminiWriter {
    private final Task task;
    private final ChatRequest request;
    private final GeminiFamily family;
    private final List<Notice> notices = new ArrayList<>();
    private final ObjectNode body = Json.object();

    GeminiWriter(Task task) {
        this.task = task;
        this.request = task.request();
        this.family = GeminiFamily.of(task.profile());
    }

    Encoded write() {
        String cached = cachedContent();
        ArrayNode contents = new Contents(task, family, notices).write();
        if (contents.isEmpty()) {
            throw new InvalidException("nothing is left to send: the messages hold no text and no media");
        }
        boolean tools = cached == null && !request.tools().isEmpty();
        OutputSchema output = request.output();
        boolean told = output != null
                && (!task.profile().can(Ability.STRUCTURED_OUTPUT).orElse(true)
                        || JsonSchema.isEndless(output.schema()));
        if (output != null && !told && tools && family.refusesSchemaWithTools()) {
            if (request.toolChoice().mode() == ToolChoice.Mode.NONE) {
                tools = false;
                notices.add(
                        Notice.dropped("tools", "this model family takes no schema beside tools; none was allowed"));
            } else {
                told = true;
            }
        }
        system(cached == null ? request.system() : "", told ? output : null);
        body.set("contents", contents);
        if (tools) {
            new FunctionTools(request, notices).write(body);
        }
        ObjectNode config = Json.object();
        GeminiOptions options = new GeminiOptions(task, notices);
        options.generation(config, family);
        if (output != null && !told) {
            output(output, tools, config);
        }
        if (!config.isEmpty()) {
            body.set("generationConfig", config);
        }
        if (cached != null) {
            body.put("cachedContent", cached);
        }
        options.beside(body);
        return new Encoded(
                body, notices.isEmpty() ? notices : List.copyOf(new LinkedHashSet<>(notices)), told ? output : null);
    }

    private void system(String prompt, @Nullable OutputSchema told) {
        String text = prompt;
        if (told != null) {
            notices.add(new Notice(
                    Notice.Code.EMULATED,
                    "output",
                    "this model takes no schema here; the form was asked for in words and is checked afterwards"));
            text = (prompt.isEmpty() ? "" : prompt + "\n\n") + AnswerTool.instruction(told);
        }
        if (!text.isEmpty()) {
            body.putObject("systemInstruction").putArray("parts").addObject().put("text", text);
        }
    }

    private void output(OutputSchema output, boolean tools, ObjectNode config) {
        if (tools && request.toolChoice().mode() == ToolChoice.Mode.REQUIRED) {
            notices.add(Notice.dropped("output", "the model must call a tool, beside which it takes no schema"));
            return;
        }
        config.put("responseMimeType", "application/json");
        config.set("responseJsonSchema", JsonSchema.ofAnswer(output.schema(), notices));
    }

    /** The name of a cached content, in which system prompt and tools are; null when there is none. */
    private @Nullable String cachedContent() {
        if (isMarked()) {
            notices.add(Notice.dropped("cache", "this format caches prompts by itself and takes no marks"));
        }
        String key = request.options().cacheKey();
        if (key == null) {
            return null;
        }
        if (!key.contains("cachedContents/")) {
            notices.add(Notice.dropped("cacheKey", "this format takes the name of a cached content and no other key"));
            return null;
        }
        if (!request.system().isEmpty()) {
            notices.add(Notice.dropped("system", "the cached content holds the system prompt"));
        }
        if (!request.tools().isEmpty()) {
            notices.add(Notice.dropped("tools", "the cached content holds the tools"));
        }
        return key;
    }

    private boolean isMarked() {
        boolean marked = request.systemCache() != null;
        for (Message message : request.messages()) {
            marked |= message.cache() != null;
        }
        return marked;
    }
}
