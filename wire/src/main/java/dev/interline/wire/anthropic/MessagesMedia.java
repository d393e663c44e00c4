package dev.interline.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Media;
import dev.interline.Notice;
import dev.interline.error.InvalidException;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Writes images and documents as blocks of Messages. */
final class MessagesMedia {
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final Set<String> TEXTS = Set.of("application/json", "application/xml", "application/yaml");

    private final String cloud;
    private final List<Notice> notices;

    MessagesMedia(String cloud, List<Notice> notices) {
        this.cloud = cloud;
        this.notices = notices;
    }

    /**
     * A content block.
     *
     * @throws UnsupportedException when there is no place for it
     */
    ObjectNode block(Media media) {
        int parameters = media.mimeType().indexOf(';');
        String type = parameters < 0
                ? media.mimeType()
                : media.mimeType().substring(0, parameters).trim();
        ObjectNode block = Json.object();
        switch (media.type()) {
            case IMAGE -> block.put("type", "image").set("source", image(media, type));
            case DOCUMENT -> {
                block.put("type", "document").set("source", document(media, type));
                if (media.name() != null) {
                    block.put("title", media.name());
                }
            }
            case AUDIO, VIDEO ->
                throw new UnsupportedException("Messages takes images and documents only (the " + media.type()
                        + " part); leave it out or choose another model");
        }
        return block;
    }

    private ObjectNode image(Media media, String type) {
        if (media.source() instanceof Media.Bytes bytes) {
            String known = type.equals("image/jpg") ? "image/jpeg" : type;
            if (!IMAGES.contains(known)) {
                throw new UnsupportedException("Messages takes no " + type
                        + " (the IMAGE part); send image/jpeg, image/png, image/gif or image/webp");
            }
            return base64(media, bytes, known);
        }
        return reference(media);
    }

    private ObjectNode document(Media media, String type) {
        if (!(media.source() instanceof Media.Bytes bytes)) {
            return reference(media);
        }
        if (type.equals("application/pdf")) {
            return base64(media, bytes, type);
        }
        if (!type.startsWith("text/") && !TEXTS.contains(type)) {
            throw new UnsupportedException(
                    "Messages takes no " + type + " (the DOCUMENT part); send application/pdf or text");
        }
        if (!type.equals("text/plain")) {
            notices.add(Notice.mapped("document", "a document of type " + type + " was sent as plain text"));
        }
        return Json.object()
                .put("type", "text")
                .put("media_type", "text/plain")
                .put("data", new String(bytes.toByteArray(), StandardCharsets.UTF_8));
    }

    private static ObjectNode base64(Media media, Media.Bytes bytes, String type) {
        if (bytes.size() == 0) {
            throw new InvalidException("the " + media.type() + " part has no bytes");
        }
        return Json.object().put("type", "base64").put("media_type", type).put("data", bytes.base64());
    }

    private ObjectNode reference(Media media) {
        if (media.source() instanceof Media.Url url) {
            return Json.object().put("type", "url").put("url", url.url().toString());
        }
        if (media.source() instanceof Media.FileId file && file.provider().equals(cloud)) {
            return Json.object().put("type", "file").put("file_id", file.id());
        }
        throw new UnsupportedException(
                "Messages cannot read this kind of reference (the " + media.type() + " part); send its bytes");
    }
}
