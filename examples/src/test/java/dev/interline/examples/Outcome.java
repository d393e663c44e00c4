package dev.interline.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Notice;
import dev.interline.error.UnsupportedException;
import dev.interline.testkit.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of a feature in a dialect, found by sending a request with it and one without.
 *
 * @param word the cell of the table
 * @param notes what the library says about it
 * @param fields what the feature became in the request
 */
record Outcome(String word, List<String> notes, Set<String> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Outcome of(Dialect dialect, ChatRequest without, ChatRequest with) {
        ChatResponse plain = dialect.model().chat(without);
        Asked asked = dialect.fake().lastRequest();
        ChatResponse answered;
        try {
            answered = dialect.model().chat(with);
        } catch (UnsupportedException e) {
            return new Outcome("no", List.of(message(dialect, e)), Set.of());
        }
        Set<String> fields = new TreeSet<>();
        diff(body(asked), body(dialect.fake().lastRequest()), "", fields);
        headers(asked, dialect.fake().lastRequest(), fields);
        List<Notice> notices = new ArrayList<>(answered.notices());
        notices.removeAll(plain.notices());
        boolean dropped = notices.stream().anyMatch(notice -> notice.code() == Notice.Code.DROPPED);
        String word = fields.isEmpty() ? dropped ? "left out" : "silent" : notices.isEmpty() ? "yes" : "mapped";
        List<String> notes = notices.stream().map(Notice::text).distinct().toList();
        return new Outcome(word, notes, fields);
    }

    /** Without the model's name, which only this test has given it. */
    private static String message(Dialect dialect, UnsupportedException e) {
        String model = dialect.model().profile().id() + ": ";
        return e.getMessage().startsWith(model) ? e.getMessage().substring(model.length()) : e.getMessage();
    }

    private static JsonNode body(Asked asked) {
        try {
            return JSON.readTree(asked.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void headers(Asked before, Asked after, Set<String> into) {
        for (String name : List.of(
                "X-Vertex-AI-LLM-Shared-Request-Type",
                "X-Vertex-AI-Labels",
                "X-Amzn-Bedrock-Service-Tier",
                "X-Amzn-Bedrock-Request-Metadata",
                "anthropic-beta")) {
            if (after.header(name).isPresent() && !after.header(name).equals(before.header(name))) {
                into.add("header " + name);
            }
        }
    }

    private static void diff(JsonNode before, JsonNode after, String path, Set<String> into) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            for (Map.Entry<String, JsonNode> field : after.properties()) {
                String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                if (before.has(field.getKey())) {
                    diff(before.path(field.getKey()), field.getValue(), at, into);
                } else {
                    name(field.getValue(), at, into);
                }
            }
            for (Map.Entry<String, JsonNode> field : before.properties()) {
                if (!after.has(field.getKey())) {
                    into.add("without " + (path.isEmpty() ? "" : path + ".") + field.getKey());
                }
            }
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < after.size(); i++) {
                if (i < before.size()) {
                    diff(before.path(i), after.path(i), path + "[]", into);
                } else {
                    name(after.path(i), path + "[]", into);
                }
            }
        } else {
            name(after, path, into);
        }
    }

    /** Down to where it says what it is. */
    private static void name(JsonNode value, String path, Set<String> into) {
        if (value.isArray() && !value.isEmpty()) {
            name(value.path(value.size() - 1), path + "[]", into);
        } else if (value.path("type").isTextual() && !path.endsWith("schema")) {
            String type = value.path("type").textValue();
            into.add(path + "{type: " + type + "}");
        } else if (value.path("content").isArray() || value.path("parts").isArray()) {
            String list = value.has("content") ? "content" : "parts";
            name(value.path(list), path + "." + list, into);
        } else if (value.isObject() && value.size() == 1 && depth(path) < 4) {
            Map.Entry<String, JsonNode> only = value.properties().iterator().next();
            name(only.getValue(), path + "." + only.getKey(), into);
        } else {
            into.add(path);
        }
    }

    private static int depth(String path) {
        return path.split("\\.").length;
    }
}
