package dev.interline;

import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An image, a document, sound or film, given as bytes or by reference. Nothing is ever downloaded by the library: a
 * reference is passed on where the target takes it and refused before the call where it does not.
 *
 * @param type what it is
 * @param mimeType such as {@code image/png}, in lower case
 * @param source where its content is
 * @param name a file name, or null
 * @param opaque the vendor's own data for this part, or null
 */
public record Media(
        Type type,
        String mimeType,
        Source source,
        @Nullable String name,
        @Nullable Opaque opaque) implements Part {

    /** What a medium is, whatever its exact encoding. */
    public enum Type {
        /** A still picture. */
        IMAGE,
        /** A PDF, a table, a text file. */
        DOCUMENT,
        /** Sound. */
        AUDIO,
        /** A film. */
        VIDEO
    }

    /** Where the content is. */
    public sealed interface Source permits Bytes, Url, CloudObject, FileId {}

    /** Checks the media type, on which every vendor insists. */
    public Media {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(source, "source");
        if (mimeType.indexOf('/') <= 0) {
            throw new IllegalArgumentException(
                    "mimeType '" + mimeType + "' is no media type; write it like image/png or application/pdf");
        }
        mimeType = mimeType.toLowerCase(Locale.ROOT);
    }

    /** A medium in memory; its {@link Type} follows from the media type. */
    public static Media of(String mimeType, byte[] content) {
        return new Media(typeOf(mimeType), mimeType, new Bytes(content), null, null);
    }

    /** A medium on the web, an {@code http} or {@code https} address that the vendor itself must be able to read. */
    public static Media of(String mimeType, URI url) {
        return new Media(typeOf(mimeType), mimeType, new Url(url), null, null);
    }

    /** The same medium under a file name. */
    public Media named(String name) {
        return new Media(type, mimeType, source, name, opaque);
    }

    private static Type typeOf(String mimeType) {
        String kind = mimeType.toLowerCase(Locale.ROOT);
        if (kind.startsWith("image/")) {
            return Type.IMAGE;
        }
        if (kind.startsWith("audio/")) {
            return Type.AUDIO;
        }
        return kind.startsWith("video/") ? Type.VIDEO : Type.DOCUMENT;
    }

    @Override
    public Kind kind() {
        return Kind.MEDIA;
    }

    /** Content in memory, copied on the way in and out. */
    public static final class Bytes implements Source {
        private final byte[] content;

        /** Copies the array. */
        public Bytes(byte[] content) {
            this.content = content.clone();
        }

        /** A copy of the content. */
        public byte[] toByteArray() {
            return content.clone();
        }

        /** The content in standard Base64 with padding, as all vendors write it. */
        public String base64() {
            return Base64.getEncoder().encodeToString(content);
        }

        /** How many bytes there are. */
        public int size() {
            return content.length;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(content);
        }

        @Override
        public String toString() {
            return "Bytes[" + content.length + "]";
        }
    }

    /**
     * An address on the web.
     *
     * @param url absolute, {@code http} or {@code https}
     */
    public record Url(URI url) implements Source {
        /** Refuses addresses that no vendor can read. */
        public Url {
            String scheme = url.getScheme();
            if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme)) {
                throw new IllegalArgumentException("a media url starts with https:// or http://, not " + scheme);
            }
        }
    }

    /**
     * An object in a cloud's own store.
     *
     * @param uri such as {@code gs://bucket/name} or {@code s3://bucket/name}
     */
    public record CloudObject(String uri) implements Source {
        /** Refuses what is not of that form. */
        public CloudObject {
            if (uri.indexOf("://") <= 0) {
                throw new IllegalArgumentException("a cloud object is written like gs://bucket/name, not " + uri);
            }
        }
    }

    /**
     * A file uploaded to a vendor before; known there and nowhere else.
     *
     * @param provider the provider's name, such as {@code azure}
     * @param id the vendor's id of the file
     */
    public record FileId(String provider, String id) implements Source {}
}
