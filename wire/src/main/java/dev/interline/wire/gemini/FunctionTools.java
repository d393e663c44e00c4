package dev.interline.wire.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatRequest;
import dev.interline.Notice;
import dev.interline.ToolChoice;
import dev.interline.ToolDefinition;
import dev.interline.error.UnsupportedException;
import java.util.List;
import java.util.regex.Pattern;

/** Writes {@code tools} and {@code toolConfig}. Source: Google's page "Function calling". */
final class FunctionTools {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]{0,127}");
    private static final int MOST = 512;

    private final ChatRequest request;
    private final List<Notice> notices;

    FunctionTools(ChatRequest request, List<Notice> notices) {
        this.request = request;
        this.notices = notices;
    }

    void write(ObjectNode body) {
        List<ToolDefinition> tools = request.tools();
        if (tools.size() > MOST) {
            throw new UnsupportedException("Gemini takes at most " + MOST + " tools, not " + tools.size());
        }
        // all functions belong into one tool
        ArrayNode functions = body.putArray("tools").addObject().putArray("functionDeclarations");
        tools.forEach(tool -> declare(tool, functions));
        choice(body);
    }

    private void declare(ToolDefinition tool, ArrayNode functions) {
        if (!NAME.matcher(tool.name()).matches()) {
            throw new UnsupportedException(
                    "Gemini takes no tool named '" + tool.name() + "'; begin the name with a letter or '_'");
        }
        ObjectNode function = functions.addObject().put("name", tool.name());
        if (!tool.description().isEmpty()) {
            function.put("description", tool.description());
        }
        function.set(
                "parametersJsonSchema", JsonSchema.ofParameters(tool.parameters(), "tool " + tool.name(), notices));
    }

    private void choice(ObjectNode body) {
        ToolChoice choice = request.toolChoice();
        boolean strict = request.output() == null && request.tools().stream().anyMatch(ToolDefinition::strict);
        String mode = switch (choice.mode()) {
            // an allowed subset and checked arguments both need the mode that checks
            case AUTO -> choice.names().isEmpty() && !strict ? "AUTO" : "VALIDATED";
            case NONE -> "NONE";
            case REQUIRED -> "ANY";
        };
        if (mode.equals("AUTO")) {
            return;
        }
        ObjectNode calling =
                body.putObject("toolConfig").putObject("functionCallingConfig").put("mode", mode);
        if (!choice.names().isEmpty()) {
            ArrayNode names = calling.putArray("allowedFunctionNames");
            choice.names().forEach(names::add);
        }
    }
}
