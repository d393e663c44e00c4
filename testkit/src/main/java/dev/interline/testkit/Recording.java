package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a real cloud answered once, kept in a file to be played again: a failure of production as a test, say.
 *
 * <pre>{@code
 * {"request":  {"path": "/openai/v1/responses", "body": {...}},
 *  "response": {"status": 200, "headers": {"content-type": "text/event-stream"}, "body": "event: ..."}}
 * }</pre>
 *
 * <p>The request may be left out, further fields are ignored, and a body that is no text stands in Base64 as
 * {@code bodyBase64}. Take credentials out before you keep such a file. Immutable.
 */
public final class Recording {

    /** These describe the connection of then, and bodies are kept as they were before any compression. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection", "content-encoding", "content-length", "content-type", "keep-alive", "transfer-encoding");

    private final String name;
    private final JsonNode request;
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Recording(String name, JsonNode document) {
        this.name = name;
        this.request = document.path("request");
        JsonNode response = document.path("response");
        this.status = response.path("status").asInt();
        Map<String, String> all = new LinkedHashMap<>();
        response.path("headers")
                .properties()
                .forEach(header -> all.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText()));
        this.headers = all;
        this.body = response.has("bodyBase64")
                ? Base64.getDecoder().decode(response.path("bodyBase64").asText())
                : response.path("body").asText("").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a file.
     *
     * @throws UncheckedIOException when it cannot be read
     * @throws IllegalArgumentException when it holds no answer with a final status
     */
    public static Recording read(Path file) {
        JsonNode document;
        try {
            document = Json.read(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int status =
                document == null ? 0 : document.path("response").path("status").asInt();
        if (document == null || status < 200 || status > 599) {
            throw new IllegalArgumentException(
                    file + " is no recording: a JSON object with a response whose status is 200 to 599 is needed");
        }
        return new Recording(String.valueOf(file.getFileName()).replaceFirst("\\.json$", ""), document);
    }

    /** The name of the file, without {@code .json}. */
    public String name() {
        return name;
    }

    /** Path and query that were asked; empty if that is not known. */
    public Optional<String> path() {
        return Optional.ofNullable(request.path("path").textValue());
    }

    /** The model or deployment that the body of the request named; empty if it named none. */
    public Optional<String> model() {
        return Optional.ofNullable(request.path("body").path("model").textValue());
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** A header of the answer, whatever the case of its name. */
    public Optional<String> header(String header) {
        return Optional.ofNullable(headers.get(header.toLowerCase(Locale.ROOT)));
    }

    /** Whether a stream was asked for, be it that none came of it; where the request is not known, whether one came. */
    public boolean streaming() {
        return header("content-type").orElse("").contains("event")
                || request.path("body").path("stream").asBoolean(false)
                || request.path("path").asText("").toLowerCase(Locale.ROOT).contains("stream");
    }

    /** The answer again: its status, its body, and its headers but for those that describe the connection of then. */
    public Play play() {
        Play play = Play.answers(status, header("content-type").orElse("application/json"), body);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (!OF_THE_CONNECTION.contains(header.getKey())) {
                play = play.header(header.getKey(), header.getValue());
            }
        }
        return play;
    }

    /** Name and status alone: bodies hold conversations. */
    @Override
    public String toString() {
        return name + " (" + status + ")";
    }
}
