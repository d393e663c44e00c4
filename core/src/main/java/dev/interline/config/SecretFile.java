package dev.interline.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file that holds one value, as orchestrators lay them down under {@code /run/secrets}. What it complains of
 * shows neither the value nor the path, which may come from a variable.
 */
final class SecretFile {
    /** A key, a token or a certificate is far smaller: something else was named. */
    private static final int LARGEST = 64 * 1024;

    private SecretFile() {}

    /**
     * The value, without the end of its line.
     *
     * @return null when there is no such file
     * @throws IllegalArgumentException when it cannot be a value
     */
    static @Nullable String read(String name, Environment environment) {
        Path file = path(name);
        if (!Files.exists(file)) {
            environment.read(file, Fingerprint.NONE);
            return null;
        }
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("the file of ${file:…} is a directory; name the file in it");
        }
        byte[] content = content(file);
        environment.read(file, Fingerprint.of(content));
        if (content.length > LARGEST) {
            throw new IllegalArgumentException("the file of ${file:…} is larger than 64 KiB, which no secret is");
        }
        String text = text(content);
        String value = text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (value.isBlank()) {
            throw new IllegalArgumentException("the file of ${file:…} is empty");
        }
        return value;
    }

    private static Path path(String name) {
        try {
            if (!name.isBlank()) {
                return Path.of(name);
            }
        } catch (InvalidPathException e) {
            // told below, without the name
        }
        throw new IllegalArgumentException("a file is referred to as ${file:/run/secrets/key}");
    }

    private static byte[] content(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the file of ${file:…} cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static String text(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the file of ${file:…} is not text in UTF-8");
        }
    }
}
