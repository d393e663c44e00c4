package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One recorded exchange with a real service, from {@code src/test/resources/recorded}. */
public record Recording(String name, JsonNode document) {

    /** By folder and file name, with or without {@code .json}. */
    public static Recording of(String name) {
        String file = "/recorded/" + name + (name.endsWith(".json") ? "" : ".json");
        try (InputStream in = Objects.requireNonNull(Recording.class.getResourceAsStream(file), file)) {
            byte[] bytes = in.readAllBytes();
            return new Recording(name, Json.read(bytes, 0, bytes.length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files of a folder, as {@code folder/name} without {@code .json}, in order. */
    public static List<String> names(String folder) {
        try {
            Path path = Path.of(Objects.requireNonNull(Recording.class.getResource("/recorded/" + folder), folder)
                    .toURI());
            try (Stream<Path> files = Files.list(path)) {
                return files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".json"))
                        .map(file -> folder + "/" + file.substring(0, file.length() - ".json".length()))
                        .sorted()
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All of them, whatever their format. */
    public static Stream<Recording> all() {
        try {
            Path root = Path.of(Objects.requireNonNull(Recording.class.getResource("/recorded"))
                    .toURI());
            try (Stream<Path> folders = Files.list(root)) {
                return folders
                        .filter(Files::isDirectory)
                        .map(folder -> folder.getFileName().toString())
                        .sorted()
                        .toList()
                        .stream()
                        .flatMap(folder -> names(folder).stream())
                        .map(Recording::of);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the request was recorded, and was JSON. */
    public boolean hasRequest() {
        return document.path("request").path("body").isObject();
    }

    /** The recorded request. */
    public ObjectNode request() {
        return (ObjectNode) document.path("request").path("body");
    }

    /** The format of the answer, by the folder. */
    public WireFormat format() {
        String folder = name.substring(0, name.indexOf('/'));
        return TargetRules.formats().stream()
                .filter(format -> format.name().contains(folder.substring(folder.indexOf('-') + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** HTTP status of the answer. */
    public int status() {
        return document.path("response").path("status").asInt();
    }

    /** Whether the answer is a stream of either framing. */
    public boolean streamed() {
        return isEventStream() || text().stripLeading().startsWith("data:") || text().startsWith("event:");
    }

    /** Whether the answer is an AWS event stream. */
    public boolean isEventStream() {
        return document.path("response").has("bodyBase64");
    }

    /** The body of the answer. */
    public byte[] body() {
        JsonNode response = document.path("response");
        return isEventStream()
                ? Base64.getDecoder().decode(response.path("bodyBase64").asText())
                : text().getBytes(StandardCharsets.UTF_8);
    }

    private String text() {
        return document.path("response").path("body").asText("");
    }

    @Override
    public String toString() {
        return name;
    }
}
