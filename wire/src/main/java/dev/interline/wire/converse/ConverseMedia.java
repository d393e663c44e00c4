package dev.interline.wire.converse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Media;
import dev.interline.error.InvalidException;
import dev.interline.error.UnsupportedException;
import dev.interline.wire.Json;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes images, documents, sound and film as blocks of Converse. Used for one request. */
final class ConverseMedia {
    private static final Pattern STORE = Pattern.compile("s3://[a-z0-9][.\\-a-z0-9]{1,61}[a-z0-9](/.*)?");
    private static final Pattern BAD_IN_NAME = Pattern.compile("[^\\p{L}\\p{N} ()\\[\\]-]");
    private static final Pattern EXTENSION = Pattern.compile("\\.[^.]{1,8}$");
    private static final int LONGEST_NAME = 180;

    private final ConverseFamily family;
    private final Set<String> names = new HashSet<>();

    ConverseMedia(ConverseFamily family) {
        this.family = family;
    }

    /**
     * A content block.
     *
     * @throws UnsupportedException when Converse has no place for it
     */
    ObjectNode block(Media media) {
        String kind = media.type().name().toLowerCase(Locale.ROOT);
        String format = format(media);
        if (format == null) {
            throw new UnsupportedException("Converse takes no " + media.mimeType() + " (the " + media.type()
                    + " part); send it in another encoding");
        }
        ObjectNode block = Json.object();
        ObjectNode inner = block.putObject(kind).put("format", format);
        if (media.type() == Media.Type.DOCUMENT) {
            inner.put("name", name(media));
        }
        inner.set("source", source(media));
        return block;
    }

    private ObjectNode source(Media media) {
        if (media.source() instanceof Media.Bytes bytes) {
            if (bytes.size() == 0) {
                throw new InvalidException("the " + media.type() + " part has no bytes");
            }
            return Json.object().put("bytes", bytes.base64());
        }
        if (media.source() instanceof Media.CloudObject object
                && STORE.matcher(object.uri()).matches()) {
            if (!family.readsStore()) {
                throw new UnsupportedException(
                        "this model does not read from Amazon S3 (the " + media.type() + " part); send its bytes");
            }
            ObjectNode source = Json.object();
            source.putObject("s3Location").put("uri", object.uri());
            return source;
        }
        throw new UnsupportedException("Converse takes bytes or an object in Amazon S3 (s3://…), not another reference"
                + " (the " + media.type() + " part); send its bytes");
    }

    /** Neutral and unique; letters, digits, single spaces, hyphens and brackets. */
    private String name(Media media) {
        String given = media.name() == null ? "" : media.name();
        String clean = BAD_IN_NAME
                .matcher(EXTENSION.matcher(given).replaceFirst(""))
                .replaceAll(" ")
                .replaceAll(" +", " ")
                .trim();
        if (clean.length() > LONGEST_NAME) {
            clean = clean.substring(0, LONGEST_NAME).trim();
        }
        String base = clean.isEmpty() ? "document" : clean;
        String unique = base;
        for (int n = 2; !names.add(unique); n++) {
            unique = base + " " + n;
        }
        return unique;
    }

    private static @Nullable String format(Media media) {
        int parameters = media.mimeType().indexOf(';');
        String type = parameters < 0
                ? media.mimeType()
                : media.mimeType().substring(0, parameters).trim();
        return switch (media.type()) {
            case IMAGE -> image(type);
            case DOCUMENT -> document(type);
            case VIDEO -> video(type);
            case AUDIO -> audio(type);
        };
    }

    private static @Nullable String image(String type) {
        return switch (type) {
            case "image/png" -> "png";
            case "image/jpeg", "image/jpg" -> "jpeg";
            case "image/gif" -> "gif";
            case "image/webp" -> "webp";
            default -> null;
        };
    }

    private static @Nullable String document(String type) {
        return switch (type) {
            case "application/pdf" -> "pdf";
            case "text/csv" -> "csv";
            case "application/msword" -> "doc";
            case "application/vnd.openxmlformats-officedocument.wordprocessingml.document" -> "docx";
            case "application/vnd.ms-excel" -> "xls";
            case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" -> "xlsx";
            case "text/html" -> "html";
            case "text/markdown" -> "md";
            case "application/json", "application/xml", "application/yaml" -> "txt";
            default -> type.startsWith("text/") ? "txt" : null;
        };
    }

    private static @Nullable String video(String type) {
        return switch (type) {
            case "video/mp4" -> "mp4";
            case "video/quicktime" -> "mov";
            case "video/x-matroska" -> "mkv";
            case "video/webm" -> "webm";
            case "video/x-flv" -> "flv";
            case "video/mpeg" -> "mpeg";
            case "video/x-ms-wmv" -> "wmv";
            case "video/3gpp" -> "three_gp";
            default -> null;
        };
    }

    private static @Nullable String audio(String type) {
        return switch (type) {
            case "audio/mpeg", "audio/mp3" -> "mp3";
            case "audio/wav", "audio/x-wav", "audio/wave" -> "wav";
            case "audio/aac" -> "aac";
            case "audio/x-aac" -> "x-aac";
            case "audio/flac", "audio/x-flac" -> "flac";
            case "audio/mp4" -> "mp4";
            case "audio/m4a", "audio/x-m4a" -> "m4a";
            case "audio/ogg" -> "ogg";
            case "audio/opus" -> "opus";
            case "audio/pcm", "audio/l16" -> "pcm";
            case "audio/webm" -> "webm";
            case "audio/x-matroska" -> "mka";
            default -> null;
        };
    }
}
