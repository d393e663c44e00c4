package dev.interline.wire.openai;

import dev.interline.Media;
import dev.interline.Notice;
import dev.interline.ToolCall;
import dev.interline.ToolResult;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Json;
import dev.interline.wire.Task;
import java.util.List;

/** What Chat Completions and Responses make alike of the parts of a conversation. */
final class OpenAiParts {
    private OpenAiParts() {}

    /** Says something once, however often it happens. */
    static void notice(Notice notice, List<Notice> notices) {
        if (!notices.contains(notice)) {
            notices.add(notice);
        }
    }

    /** The arguments of an earlier call; what is no JSON object is put into one, as servers of open models parse it. */
    static String arguments(ToolCall call, List<Notice> notices) {
        if (call.arguments().isBlank()) {
            return "{}";
        }
        if (call.problem() == null) {
            return call.arguments();
        }
        notice(Notice.mapped("tool call", "arguments that are no JSON object were put into one"), notices);
        return Json.compact(Json.arguments(call.arguments()));
    }

    /** Marks a failure in the text of a result: neither format has a field for it. */
    static String mark(ToolResult result, List<Notice> notices) {
        if (!result.error()) {
            return "";
        }
        notice(
                Notice.mapped("tool result", "a failure was marked in the text; this format has no flag for it"),
                notices);
        return "Error: ";
    }

    /** The bytes as a {@code data:} address. */
    static String dataUrl(Media media, Media.Bytes bytes) {
        return "data:" + media.mimeType() + ";base64," + bytes.base64();
    }

    /** The id of a file that was uploaded to this very provider. */
    static String fileId(Task task, Media media, Media.FileId file) {
        String cloud = task.profile().id().cloud();
        if (!file.provider().equals(cloud)) {
            throw new UnsupportedException("the " + media.type() + " part names a file of " + file.provider()
                    + ", which " + cloud + " does not have; send its bytes");
        }
        return file.id();
    }
}
