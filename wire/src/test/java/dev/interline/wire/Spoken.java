package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.Message;
import dev.interline.ModelId;
import java.util.List;

/**
 * What a model said, so that it can be put into the words of any format: the other side of the decoders, sharing no code
 * with them. What is empty was not said.
 *
 * @param thinking its thoughts
 * @param signature what seals them, or the call where a format seals calls
 * @param image Base64 of a PNG, for the one format whose answers hold pictures
 */
record Spoken(String thinking, String signature, String text, String refusal, String image, List<Call> calls) {

    record Call(String id, String name, String arguments) {}

    static Spoken text(String text, Call... calls) {
        return new Spoken("", "", text, "", "", List.of(calls));
    }

    Spoken thinking(String words, String seal) {
        return new Spoken(words, seal, text, refusal, image, calls);
    }

    Spoken refusing(String words) {
        return new Spoken(thinking, signature, text, words, image, calls);
    }

    Spoken showing(String base64) {
        return new Spoken(thinking, signature, text, refusal, base64, calls);
    }

    /** As the caller gets it from this model. */
    Message message(WireFormat format, ModelId model) {
        Assembler out = new Assembler(model, format.origin(model), false);
        format.decode(in(format), out);
        return out.response().build().message();
    }

    /** The whole answer in a format. */
    JsonNode in(WireFormat format) {
        return switch (format.name()) {
            case "openai-responses" -> responses();
            case "openai-chat" -> chat();
            case "anthropic-messages" -> messages();
            case "bedrock-converse" -> converse();
            case "gemini" -> gemini();
            default -> throw new AssertionError(format.name());
        };
    }

    private JsonNode responses() {
        ObjectNode answer = Json.object().put("id", "resp_1").put("status", "completed");
        ArrayNode output = answer.putArray("output");
        if (!thinking.isEmpty() || !signature.isEmpty()) {
            ObjectNode item = output.addObject().put("id", "rs_1").put("type", "reasoning");
            ArrayNode summary = item.putArray("summary");
            if (!thinking.isEmpty()) {
                summary.addObject().put("type", "summary_text").put("text", thinking);
            }
            put(item, "encrypted_content", signature);
        }
        if (!text.isEmpty() || !refusal.isEmpty()) {
            ArrayNode content = output.addObject()
                    .put("id", "msg_1")
                    .put("type", "message")
                    .put("role", "assistant")
                    .put("status", "completed")
                    .putArray("content");
            if (!text.isEmpty()) {
                content.addObject().put("type", "output_text").put("text", text).putArray("annotations");
            }
            if (!refusal.isEmpty()) {
                content.addObject().put("type", "refusal").put("refusal", refusal);
            }
        }
        for (Call call : calls) {
            output.addObject()
                    .put("id", "fc_" + output.size())
                    .put("type", "function_call")
                    .put("status", "completed")
                    .put("call_id", call.id)
                    .put("name", call.name)
                    .put("arguments", call.arguments);
        }
        return answer;
    }

    private static void put(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }

    private JsonNode chat() {
        ObjectNode answer = Json.object().put("id", "chatcmpl-1").put("object", "chat.completion");
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        message.put("content", text.isEmpty() ? null : text);
        put(message, "refusal", refusal);
        put(message, "reasoning_content", thinking);
        for (Call call : calls) {
            message.withArray("/tool_calls")
                    .addObject()
                    .put("id", call.id)
                    .put("type", "function")
                    .putObject("function")
                    .put("name", call.name)
                    .put("arguments", call.arguments);
        }
        choice.put("finish_reason", calls.isEmpty() ? "stop" : "tool_calls");
        return answer;
    }

    private JsonNode messages() {
        ObjectNode answer =
                Json.object().put("id", "msg_1").put("type", "message").put("role", "assistant");
        ArrayNode content = answer.putArray("content");
        if (!thinking.isEmpty() || !signature.isEmpty()) {
            content.addObject()
                    .put("type", "thinking")
                    .put("thinking", thinking)
                    .put("signature", signature);
        }
        for (String words : List.of(text, refusal)) {
            if (!words.isEmpty()) {
                content.addObject().put("type", "text").put("text", words);
            }
        }
        for (Call call : calls) {
            content.addObject()
                    .put("type", "tool_use")
                    .put("id", call.id)
                    .put("name", call.name)
                    .set("input", Told.json(call.arguments));
        }
        String stop = refusal.isEmpty() ? "end_turn" : "refusal";
        return answer.put("stop_reason", calls.isEmpty() ? stop : "tool_use");
    }

    private JsonNode converse() {
        ObjectNode answer = Json.object();
        ArrayNode content = answer.putObject("output")
                .putObject("message")
                .put("role", "assistant")
                .putArray("content");
        if (!thinking.isEmpty() || !signature.isEmpty()) {
            ObjectNode thought = content.addObject()
                    .putObject("reasoningContent")
                    .putObject("reasoningText")
                    .put("text", thinking);
            put(thought, "signature", signature);
        }
        for (String words : List.of(text, refusal)) {
            if (!words.isEmpty()) {
                content.addObject().put("text", words);
            }
        }
        for (Call call : calls) {
            content.addObject()
                    .putObject("toolUse")
                    .put("toolUseId", call.id)
                    .put("name", call.name)
                    .set("input", Told.json(call.arguments));
        }
        return answer.put("stopReason", calls.isEmpty() ? "end_turn" : "tool_use");
    }

    private JsonNode gemini() {
        ObjectNode answer = Json.object();
        ObjectNode candidate = answer.putArray("candidates").addObject();
        ArrayNode parts = candidate.putObject("content").put("role", "model").putArray("parts");
        if (!thinking.isEmpty()) {
            parts.addObject().put("text", thinking).put("thought", true);
        }
        for (String words : List.of(text, refusal)) {
            if (!words.isEmpty()) {
                parts.addObject().put("text", words);
            }
        }
        if (!image.isEmpty()) {
            parts.addObject()
                    .putObject("inlineData")
                    .put("mimeType", "image/png")
                    .put("data", image);
        }
        int first = parts.size();
        for (Call call : calls) {
            parts.addObject().putObject("functionCall").put("name", call.name).set("args", Told.json(call.arguments));
        }
        if (!parts.isEmpty()) {
            put((ObjectNode) parts.path(calls.isEmpty() ? first - 1 : first), "thoughtSignature", signature);
        }
        candidate.put("finishReason", "STOP");
        return answer;
    }
}
