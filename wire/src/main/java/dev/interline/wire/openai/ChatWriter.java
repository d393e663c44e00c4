package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.Media;
import dev.interline.Notice;
import dev.interline.Options;
import dev.interline.OutputSchema;
import dev.interline.Part;
import dev.interline.Refusal;
import dev.interline.Role;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Encoded;
import dev.interline.wire.History;
import dev.interline.wire.Json;
import dev.interline.wire.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes one Chat Completions request, in the order of OpenAI's documentation. */
final class ChatWriter {
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]+");
    private static final int LONGEST_ID = 64;

    private final Task task;
    private final ChatRequest request;
    private final List<Notice> notices = new ArrayList<>();
    private final ObjectNode body = Json.object();
    private final OpenAiOptions shared;

    ChatWriter(Task task) {
        this.task = task;
        this.request = task.request();
        this.shared = new OpenAiOptions(task, false, notices);
    }

    Encoded write() {
        body.put("model", task.profile().id().deployment());
        messages(body.putArray("messages"));
        tools();
        output();
        options();
        if (task.streaming()) {
            body.put("stream", true);
            body.putObject("stream_options").put("include_usage", true);
        }
        return new Encoded(body, notices, shared.told());
    }

    private void messages(ArrayNode messages) {
        if (!shared.system().isEmpty()) {
            messages.addObject().put("role", "system").put("content", shared.system());
        }
        for (History.Turn turn : History.of(request.messages(), ID, LONGEST_ID, notices)) {
            if (turn.role() == Role.USER) {
                user(turn.parts(), messages);
            } else if (turn.role() == Role.ASSISTANT) {
                assistant(turn.parts(), messages);
            } else {
                results(turn.parts(), messages);
            }
        }
    }

    private void user(List<Part> parts, ArrayNode messages) {
        if (parts.size() == 1 && parts.get(0) instanceof Text only) {
            messages.addObject().put("role", "user").put("content", only.text());
            return;
        }
        ArrayNode content = Json.array();
        for (Part part : parts) {
            if (part instanceof Text text) {
                if (!text.text().isEmpty()) {
                    content.addObject().put("type", "text").put("text", text.text());
                }
            } else if (part instanceof Media media) {
                content.add(media(media));
            } else {
                dropped(part);
            }
        }
        if (!content.isEmpty()) {
            messages.addObject().put("role", "user").set("content", content);
        }
    }

    private ObjectNode media(Media media) {
        ObjectNode block = Json.object();
        switch (media.type()) {
            case IMAGE -> block.put("type", "image_url").putObject("image_url").put("url", url(media));
            case AUDIO -> {
                if (!(media.source() instanceof Media.Bytes bytes)) {
                    throw cannot(media, "audio by reference; send its bytes");
                }
                block.put("type", "input_audio")
                        .putObject("input_audio")
                        .put("data", bytes.base64())
                        .put("format", audioFormat(media));
            }
            case DOCUMENT -> {
                ObjectNode file = block.put("type", "file").putObject("file");
                if (media.source() instanceof Media.FileId id) {
                    file.put("file_id", OpenAiParts.fileId(task, media, id));
                } else {
                    file.put("filename", media.name() == null ? "document" : media.name());
                    file.put("file_data", url(media));
                }
            }
            case VIDEO -> throw cannot(media, "video; ask a model that takes it over another format");
        }
        return block;
    }

    private String url(Media media) {
        if (media.source() instanceof Media.Bytes bytes) {
            return OpenAiParts.dataUrl(media, bytes);
        }
        if (media.source() instanceof Media.Url url && media.type() == Media.Type.IMAGE) {
            return url.url().toString();
        }
        if (media.source() instanceof Media.CloudObject object
                && media.type() == Media.Type.IMAGE
                && object.uri().startsWith("gs://")) {
            // Vertex AI's alone; the other clouds' dialects refuse it
            return object.uri();
        }
        throw cannot(media, "reference of this kind; send its bytes");
    }

    private static String audioFormat(Media media) {
        return switch (media.mimeType()) {
            case "audio/wav", "audio/x-wav", "audio/wave" -> "wav";
            case "audio/mpeg", "audio/mp3" -> "mp3";
            default -> throw cannot(media, media.mimeType() + "; send audio/wav or audio/mpeg");
        };
    }

    private static UnsupportedException cannot(Media media, String what) {
        return new UnsupportedException(
                "the " + media.type() + " part (" + media.mimeType() + "): Chat Completions takes no " + what);
    }

    private void assistant(List<Part> parts, ArrayNode messages) {
        StringBuilder text = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        ArrayNode calls = Json.array();
        for (Part part : parts) {
            if (part instanceof Text piece) {
                text.append(piece.text());
                unsealed(part);
            } else if (part instanceof Refusal said) {
                refusal.append(said.text());
                unsealed(part);
            } else if (part instanceof ToolCall call) {
                calls.add(call(call));
            } else {
                dropped(part);
            }
        }
        if (text.length() == 0 && refusal.length() == 0 && calls.isEmpty()) {
            return;
        }
        ObjectNode message = messages.addObject().put("role", "assistant");
        if (text.length() > 0) {
            message.put("content", text.toString());
        } else {
            message.putNull("content");
        }
        if (refusal.length() > 0) {
            message.put("refusal", refusal.toString());
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
    }

    /** An earlier call. What its maker attached, a signature of Gemini's or that it is free text, goes back as it is. */
    private ObjectNode call(ToolCall call) {
        ObjectNode node = Json.object().put("id", call.id()).put("type", "function");
        if (call.opaque() == null || !task.owns(call.opaque())) {
            unsealed(call);
        } else if (Json.lenient(call.opaque().json()) instanceof ObjectNode seal) {
            node.setAll(seal);
        }
        if (Json.text(node, "type").equals("custom")) {
            node.putObject("custom").put("name", call.name()).put("input", call.arguments());
        } else {
            node.putObject("function").put("name", call.name()).put("arguments", OpenAiParts.arguments(call, notices));
        }
        return node;
    }

    private void unsealed(Part part) {
        if (part.opaque() != null) {
            OpenAiParts.notice(
                    Notice.dropped("opaque data", "what another model attached to its answer was left out"), notices);
        }
    }

    private void results(List<Part> parts, ArrayNode messages) {
        List<Part> pictures = new ArrayList<>();
        for (Part part : parts) {
            ToolResult result = (ToolResult) part;
            messages.addObject()
                    .put("role", "tool")
                    .put("tool_call_id", result.callId())
                    .put("content", OpenAiParts.mark(result, notices) + result.text());
            for (Part piece : result.content()) {
                if (!(piece instanceof Text)) {
                    pictures.add(piece);
                }
            }
        }
        if (!pictures.isEmpty()) {
            notices.add(Notice.mapped("tool result", "media of a tool result were sent as the user's"));
            user(pictures, messages);
        }
    }

    private void tools() {
        if (request.tools().isEmpty()) {
            return;
        }
        if (shared.family().noToolsOnChat()) {
            throw new UnsupportedException(
                    "this model family takes no tools over Chat Completions; ask it over Responses instead");
        }
        ArrayNode tools = body.putArray("tools");
        for (ToolDefinition tool : request.tools()) {
            shared.function(tools.addObject().put("type", "function").putObject("function"), tool);
        }
        choice(request.toolChoice());
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
            body.putObject("tool_choice")
                    .put("type", "function")
                    .putObject("function")
                    .put("name", choice.names().get(0));
        } else {
            ObjectNode allowed = body.putObject("tool_choice")
                    .put("type", "allowed_tools")
                    .putObject("allowed_tools")
                    .put("mode", mode);
            ArrayNode names = allowed.putArray("tools");
            for (String name : choice.names()) {
                names.addObject().put("type", "function").putObject("function").put("name", name);
            }
        }
    }

    private void output() {
        OutputSchema output = request.output();
        if (output == null || shared.told() != null) {
            return;
        }
        shared.output(
                body.putObject("response_format").put("type", "json_schema").putObject("json_schema"), output);
    }

    private void options() {
        Options options = request.options();
        String effort = effort();
        if (options.maxOutputTokens() != null) {
            // servers of other makers' models know the older name, which OpenAI's thinking models refuse
            body.put(shared.family().isForeign() ? "max_tokens" : "max_completion_tokens", options.maxOutputTokens());
        }
        OpenAiOptions.putText(body, "reasoning_effort", effort);
        shared.verbosity(body);
        shared.sampling(body, effort);
        if (!options.stopSequences().isEmpty()) {
            stop(options.stopSequences());
        }
        if (options.seed() != null) {
            body.put("seed", options.seed());
        }
        if (shared.logProbabilities(effort)) {
            body.put("logprobs", true).put("top_logprobs", options.logProbabilities());
        }
        if (!request.tools().isEmpty()) {
            shared.parallel(body, effort);
        }
        shared.common(body);
        shared.cacheMarks();
        if (request.showsThinking() && shared.family().hidesThoughtsOnChat()) {
            dropped("thinking", "this model family shows no thoughts over Chat Completions");
        }
    }

    /** From GPT-5.4 on there is no thinking beside tools in this format, and some think unless told not to. */
    private @Nullable String effort() {
        String effort = shared.effort();
        OpenAiFamily family = shared.family();
        if (request.tools().isEmpty() || !family.toolsOnChatWithoutThinking() || "none".equals(effort)) {
            return effort;
        }
        if (effort != null) {
            notices.add(Notice.mapped(
                    "effort", "over Chat Completions this model family thinks or calls tools, not both; sent none"));
            return "none";
        }
        if (!family.thinksUnasked()) {
            return null;
        }
        notices.add(Notice.defaulted(
                "effort", "over Chat Completions this model family calls tools with effort none only; sent none"));
        return "none";
    }

    private void stop(List<String> sequences) {
        if (shared.family().refusesSampling("")) {
            notices.add(Notice.dropped("stopSequences", "this model family takes none"));
            return;
        }
        ArrayNode stop = body.putArray("stop");
        sequences.forEach(stop::add);
    }

    private void dropped(Part part) {
        if (part.kind() == Part.Kind.THINKING) {
            dropped("thinking", "this format takes no thoughts back");
        } else {
            dropped(part.kind().toString(), "this format cannot hold it");
        }
    }

    private void dropped(String subject, String why) {
        OpenAiParts.notice(Notice.dropped(subject, why), notices);
    }
}
