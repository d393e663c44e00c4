package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatResponse;
import dev.interline.Conversation;
import dev.interline.Cost;
import dev.interline.Message;
import dev.interline.ModelId;
import dev.interline.Notice;
import dev.interline.Part;
import dev.interline.StopReason;
import dev.interline.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * An answer as JSON and back. What a vendor's headers said (limits, details) and what an operator would look at (the trail, the
 * raw body, the cost) is left out.
 */
final class AnswerForm {
    private static final Conversation QUESTION = Conversation.EMPTY.plus("?");

    private AnswerForm() {}

    static ObjectNode of(ChatResponse answer) {
        ObjectNode form = Json.of("model", of(answer.model()));
        putText(form, "servedModel", answer.servedModel());
        putText(form, "servedTier", answer.servedTier());
        putText(form, "id", answer.id());
        form.set("parts", parts(answer.message()));
        form.put("stop", answer.stopReason().kind().name())
                .put("stopWord", answer.stopReason().word());
        Usage usage = answer.usage();
        ObjectNode tokens = form.putObject("usage");
        putNumber(tokens, "input", usage.input());
        putNumber(tokens, "output", usage.output());
        putNumber(tokens, "cachedInput", usage.cachedInput());
        putNumber(tokens, "cacheWrites", usage.cacheWrites());
        putNumber(tokens, "longCacheWrites", usage.longCacheWrites());
        putNumber(tokens, "reasoning", usage.reasoning());
        if (!answer.notices().isEmpty()) {
            ArrayNode notices = form.putArray("notices");
            for (Notice notice : answer.notices()) {
                notices.add(Json.of("code", notice.code().name(), "subject", notice.subject(), "text", notice.text()));
            }
        }
        return form;
    }

    static ChatResponse.Builder read(JsonNode form) {
        Usage.Builder usage = Usage.builder();
        JsonNode tokens = form.path("usage");
        number(tokens, "input", usage::input);
        number(tokens, "output", usage::output);
        number(tokens, "cachedInput", usage::cachedInput);
        number(tokens, "cacheWrites", usage::cacheWrites);
        number(tokens, "longCacheWrites", usage::longCacheWrites);
        number(tokens, "reasoning", usage::reasoning);
        List<Notice> notices = new ArrayList<>();
        for (JsonNode notice : form.path("notices")) {
            notices.add(new Notice(
                    Notice.Code.valueOf(notice.path("code").asText()),
                    notice.path("subject").asText(),
                    notice.path("text").asText()));
        }
        return ChatResponse.builder(model(form.path("model")))
                .servedModel(form.path("servedModel").asText(""))
                .servedTier(form.path("servedTier").asText(""))
                .id(form.path("id").asText(""))
                .message(message(form.path("parts")))
                .stopReason(new StopReason(
                        StopReason.Kind.valueOf(form.path("stop").asText("STOP")),
                        form.path("stopWord").asText("")))
                .usage(usage.build())
                .cost(Cost.NOTHING)
                .notices(notices);
    }

    static ObjectNode of(ModelId model) {
        return Json.of("cloud", model.cloud(), "resource", model.resource(), "deployment", model.deployment());
    }

    static ModelId model(JsonNode form) {
        return new ModelId(
                form.path("cloud").asText(),
                form.path("resource").asText(),
                form.path("deployment").asText());
    }

    /** The format of conversations, in which an answer follows a question. */
    static JsonNode parts(Message message) {
        return Json.parse(QUESTION.plus(message).toJson())
                .path("messages")
                .path(1)
                .path("parts");
    }

    static JsonNode part(Part part) {
        return parts(Message.assistant(part)).path(0);
    }

    static Part readPart(JsonNode form) {
        return message(Json.list(form)).parts().get(0);
    }

    private static Message message(JsonNode parts) {
        ObjectNode talk = (ObjectNode) Json.parse(QUESTION.toJson());
        talk.withArray("messages").add(Json.of("role", "assistant", "parts", parts));
        return Conversation.fromJson(talk.toString()).messages().get(1);
    }

    private static void putText(ObjectNode node, String name, String text) {
        if (!text.isEmpty()) {
            node.put(name, text);
        }
    }

    private static void putNumber(ObjectNode node, String name, OptionalLong number) {
        number.ifPresent(value -> node.put(name, value));
    }

    private static void number(JsonNode node, String name, LongConsumer set) {
        if (node.has(name)) {
            set.accept(node.path(name).asLong());
        }
    }
}
