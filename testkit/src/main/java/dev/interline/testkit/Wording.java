package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a request says, whichever format it is in: no two of them keep a thing of theirs under the same field. */
final class Wording {

    private Wording() {}

    static String system(JsonNode body) {
        List<String> said = new ArrayList<>();
        gather(body.path("system"), said);
        gather(body.path("instructions"), said);
        gather(body.path("systemInstruction").path("parts"), said);
        for (JsonNode turn : turns(body)) {
            if (isSystem(turn)) {
                gather(content(turn), said);
            }
        }
        return String.join("\n", said);
    }

    /** The text of the newest turn of the user. */
    static String prompt(JsonNode body) {
        if (body.path("input").isTextual()) {
            return body.path("input").asText();
        }
        String prompt = "";
        for (JsonNode turn : turns(body)) {
            if (turn.path("role").asText("").equals("user")) {
                List<String> said = new ArrayList<>();
                gather(content(turn), said);
                prompt = said.isEmpty() ? prompt : String.join("\n", said);
            }
        }
        return prompt;
    }

    /** All text of both sides, the instructions first. */
    static String all(JsonNode body) {
        List<String> said = new ArrayList<>();
        String system = system(body);
        if (!system.isEmpty()) {
            said.add(system);
        }
        gather(body.path("input").isTextual() ? body.path("input") : body.path("inputText"), said);
        for (JsonNode turn : turns(body)) {
            if (!isSystem(turn)) {
                gather(content(turn), said);
            }
        }
        return String.join("\n", said);
    }

    static List<String> tools(JsonNode body) {
        List<String> names = new ArrayList<>();
        JsonNode tools = body.path("tools").isArray()
                ? body.path("tools")
                : body.path("toolConfig").path("tools");
        for (JsonNode tool : tools) {
            name(tool, names);
            name(tool.path("function"), names);
            name(tool.path("toolSpec"), names);
            tool.path("functionDeclarations").forEach(declared -> name(declared, names));
        }
        return List.copyOf(names);
    }

    private static void name(JsonNode tool, List<String> names) {
        if (tool.path("name").isTextual()) {
            names.add(tool.path("name").asText());
        }
    }

    private static List<JsonNode> turns(JsonNode body) {
        for (String field : List.of("messages", "contents", "input")) {
            if (body.path(field).isArray()) {
                List<JsonNode> turns = new ArrayList<>();
                body.path(field).forEach(turns::add);
                return turns;
            }
        }
        return List.of();
    }

    private static boolean isSystem(JsonNode turn) {
        String role = turn.path("role").asText("");
        return role.equals("system") || role.equals("developer");
    }

    private static JsonNode content(JsonNode turn) {
        return turn.has("parts") ? turn.path("parts") : turn.has("output") ? turn.path("output") : turn.path("content");
    }

    /** Texts stand bare or in parts, and those of tool results one level down. */
    private static void gather(JsonNode content, List<String> said) {
        if (content.isTextual()) {
            said.add(content.asText());
        } else if (content.isArray()) {
            content.forEach(part -> gather(part, said));
        } else if (content.path("text").isTextual()) {
            said.add(content.path("text").asText());
        } else if (content.has("toolResult")) {
            gather(content.path("toolResult").path("content"), said);
        } else if (content.path("type").asText("").equals("tool_result")) {
            gather(content.path("content"), said);
        } else if (content.has("functionResponse")) {
            said.add(content.path("functionResponse").path("response").toString());
        } else if (content.has("json")) {
            said.add(content.path("json").toString());
        }
    }
}
