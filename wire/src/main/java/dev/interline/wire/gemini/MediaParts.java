package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Media;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Json;
import java.util.Set;

/** Writes media: bytes as {@code inlineData}, addresses and objects of Google's own store as {@code fileData}. */
final class MediaParts {
    private static final Set<String> IN_RESULTS =
            Set.of("image/png", "image/jpeg", "image/webp", "application/pdf", "text/plain");

    private MediaParts() {}

    static ObjectNode part(Media media) {
        ObjectNode part = Json.object();
        if (media.source() instanceof Media.Bytes bytes) {
            part.putObject("inlineData").put("mimeType", media.mimeType()).put("data", bytes.base64());
        } else {
            part.putObject("fileData").put("mimeType", media.mimeType()).put("fileUri", uri(media));
        }
        return part;
    }

    private static String uri(Media media) {
        if (media.source() instanceof Media.Url url) {
            return url.url().toString();
        }
        if (media.source() instanceof Media.CloudObject object && object.uri().startsWith("gs://")) {
            return object.uri();
        }
        if (media.source() instanceof Media.FileId file && file.id().startsWith("https://")) {
            return file.id();
        }
        String kind = media.source() instanceof Media.FileId ? "file ids" : "objects of another cloud's store";
        throw new UnsupportedException("Gemini takes no " + kind + " (the " + media.type()
                + " part); send its bytes, an https:// address or a gs:// object");
    }

    /** Whether the result of a function may hold it. */
    static boolean fitsResult(Media media) {
        return IN_RESULTS.contains(media.mimeType());
    }

    static ObjectNode resultPart(Media media) {
        ObjectNode part = part(media);
        if (media.name() != null) {
            part.withObject(part.has("inlineData") ? "/inlineData" : "/fileData")
                    .put("displayName", media.name());
        }
        return part;
    }
}
