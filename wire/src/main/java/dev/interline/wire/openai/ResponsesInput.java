package dev.interline.wire.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Media;
import dev.interline.Notice;
import dev.interline.Part;
import dev.interline.Role;
import dev.interline.Text;
import dev.interline.ToolResult;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.History;
import dev.interline.wire.Json;
import dev.interline.wire.Task;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes the conversation as a list of items. */
final class ResponsesInput {
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]+");
    private static final int LONGEST_ID = 64;

    private final Task task;
    private final List<Notice> notices;
    private final ArrayNode input = Json.array();

    ResponsesInput(Task task, List<Notice> notices) {
        this.task = task;
        this.notices = notices;
    }

    ArrayNode write() {
        Set<String> custom = Set.of();
        for (History.Turn turn : History.of(task.request().messages(), ID, LONGEST_ID, notices)) {
            if (turn.role() == Role.USER) {
                ArrayNode content = content(turn.parts());
                if (!content.isEmpty()) {
                    input.addObject().put("role", "user").set("content", content);
                }
            } else if (turn.role() == Role.ASSISTANT) {
                custom = new ResponsesReplay(task, input, notices).write(turn.parts());
            } else {
                for (Part part : turn.parts()) {
                    result((ToolResult) part, custom);
                }
            }
        }
        return input;
    }

    private void result(ToolResult result, Set<String> custom) {
        boolean free = custom.contains(result.callId());
        ObjectNode item = input.addObject()
                .put("type", free ? "custom_tool_call_output" : "function_call_output")
                .put("call_id", result.callId());
        String mark = OpenAiParts.mark(result, notices);
        if (result.content().stream().allMatch(part -> part instanceof Text)) {
            item.put("output", mark + result.text());
            return;
        }
        ArrayNode content = item.putArray("output");
        if (!mark.isEmpty()) {
            content.addObject().put("type", "input_text").put("text", mark.strip());
        }
        content.addAll(content(result.content()));
    }

    private ArrayNode content(List<Part> parts) {
        ArrayNode content = Json.array();
        for (Part part : parts) {
            if (part instanceof Text text) {
                if (!text.text().isEmpty() || parts.size() == 1) {
                    content.addObject().put("type", "input_text").put("text", text.text());
                }
            } else if (part instanceof Media media) {
                content.add(media(media));
            } else if (part.opaque() != null && task.owns(part.opaque())) {
                content.add(Json.lenient(part.opaque().json()));
            } else {
                OpenAiParts.notice(Notice.dropped(part.kind().toString(), "this format cannot hold it"), notices);
            }
        }
        return content;
    }

    private ObjectNode media(Media media) {
        return switch (media.type()) {
            case IMAGE -> image(media);
            case DOCUMENT -> document(media);
            case AUDIO, VIDEO -> throw cannot(media, "sound or film; ask a model that takes it over another format");
        };
    }

    private ObjectNode image(Media media) {
        ObjectNode block = Json.object().put("type", "input_image").put("detail", "auto");
        if (media.source() instanceof Media.Bytes bytes) {
            block.put("image_url", OpenAiParts.dataUrl(media, bytes));
        } else if (media.source() instanceof Media.Url url) {
            block.put("image_url", url.url().toString());
        } else if (media.source() instanceof Media.FileId file) {
            block.put("file_id", OpenAiParts.fileId(task, media, file));
        } else {
            throw cannot(media, "object in a cloud's store; send its bytes or an https address");
        }
        return block;
    }

    private ObjectNode document(Media media) {
        ObjectNode block = Json.object().put("type", "input_file");
        if (media.source() instanceof Media.Bytes bytes) {
            block.put("filename", media.name() == null ? name(media) : media.name());
            block.put("file_data", OpenAiParts.dataUrl(media, bytes));
        } else if (media.source() instanceof Media.Url url) {
            block.put("file_url", url.url().toString());
        } else if (media.source() instanceof Media.FileId file) {
            block.put("file_id", OpenAiParts.fileId(task, media, file));
        } else {
            throw cannot(media, "object in a cloud's store; send its bytes or an https address");
        }
        return block;
    }

    /** The format wants a file name, and some models read the ending. */
    private static String name(Media media) {
        return media.mimeType().equals("application/pdf") ? "document.pdf" : "document";
    }

    private static UnsupportedException cannot(Media media, String what) {
        return new UnsupportedException(
                "the " + media.type() + " part (" + media.mimeType() + "): Responses takes no " + what);
    }
}
