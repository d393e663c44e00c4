package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import okio.ByteString;
import software.amazon.awssdk.eventstream.Message;
import software.amazon.awssdk.eventstream.MessageDecoder;

/** The events of a streamed body, read with no code of ours. */
record Told(String kind, JsonNode json) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static List<Told> stream(String contentType, ByteString body) {
        List<Told> events = new ArrayList<>();
        if (contentType.contains("eventstream")) {
            List<Message> messages = new ArrayList<>();
            MessageDecoder decoder = new MessageDecoder(messages::add);
            decoder.feed(body.toByteArray());
            for (Message message : messages) {
                String kind =
                        message.getHeaders().get(":message-type").getString().equals("event")
                                ? message.getHeaders().get(":event-type").getString()
                                : message.getHeaders().get(":exception-type").getString();
                JsonNode json = json(ByteString.of(message.getPayload()).utf8());
                if (kind.equals("chunk")) {
                    JsonNode inner =
                            json(Caller.base64(json.path("bytes").asText()).utf8());
                    events.add(new Told(inner.path("type").asText(), inner));
                } else {
                    events.add(new Told(kind, json));
                }
            }
            return events;
        }
        for (String line : body.utf8().split("\r?\n")) {
            if (line.equals("data: [DONE]")) {
                events.add(new Told("[DONE]", MAPPER.nullNode()));
            } else if (line.startsWith("data: ")) {
                JsonNode json = json(line.substring(6));
                events.add(new Told(kind(json), json));
            }
        }
        return events;
    }

    /** The kinds in order, each run of one kind told once. */
    static List<String> kinds(List<Told> events) {
        List<String> kinds = new ArrayList<>();
        for (Told event : events) {
            if (kinds.isEmpty() || !kinds.get(kinds.size() - 1).equals(event.kind())) {
                kinds.add(event.kind());
            }
        }
        return kinds;
    }

    /** Every path to a value, whatever its index in an array. */
    static TreeSet<String> paths(JsonNode json) {
        TreeSet<String> paths = new TreeSet<>();
        walk(json, "", paths);
        return paths;
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private static void walk(JsonNode json, String path, TreeSet<String> paths) {
        if (!path.isEmpty()) {
            paths.add(path);
        }
        json.fieldNames().forEachRemaining(name -> walk(json.get(name), path + "." + name, paths));
        if (json.isArray()) {
            json.forEach(item -> walk(item, path + "[]", paths));
        }
    }

    private static String kind(JsonNode json) {
        if (json.has("type")) {
            String item = json.path("item").path("type").asText();
            return json.path("type").asText() + (item.isEmpty() ? "" : " " + item);
        }
        if (json.has("candidates")) {
            JsonNode candidate = json.path("candidates").path(0);
            JsonNode part = candidate.path("content").path("parts").path(0);
            boolean call = part.has("functionCall");
            return candidate.has("finishReason") ? "finish" : call ? "call" : part.has("thought") ? "thought" : "text";
        }
        if (json.has("error")) {
            return "error";
        }
        if (json.has("prompt_filter_results")) {
            return "filter";
        }
        JsonNode choice = json.path("choices").path(0);
        if (choice.isMissingNode()) {
            return json.path("usage").isObject() ? "usage" : "empty";
        }
        JsonNode delta = choice.path("delta");
        if (!choice.path("finish_reason").isNull()) {
            return "finish";
        }
        return delta.has("tool_calls") ? "call" : delta.has("role") ? "role" : "content";
    }
}
