package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.Part;
import dev.interline.Text;
import dev.interline.Thinking;
import dev.interline.ToolCall;
import dev.interline.error.ChatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events of a stream as JSON and back, one field each, which tells what it is. The last one is the answer and no event here. */
final class EventForm {

    private EventForm() {}

    /** Null for the end, and for what has no form. */
    static @Nullable ObjectNode of(ChatEvent event) {
        if (event instanceof ChatEvent.TextDelta it) {
            return Json.of("text", it.text());
        } else if (event instanceof ChatEvent.ThinkingDelta it) {
            return Json.of("thinking", it.text());
        } else if (event instanceof ChatEvent.ToolCallStarted it) {
            return Json.of("call", it.id(), "tool", it.name());
        } else if (event instanceof ChatEvent.ToolCallDelta it) {
            return Json.of("arguments", it.fragment(), "of", it.id());
        } else if (event instanceof ChatEvent.PartDone it) {
            return Json.of("part", AnswerForm.part(it.part()));
        } else if (event instanceof ChatEvent.StepDone it) {
            return Json.of("step", AnswerForm.of(it.response()));
        } else if (event instanceof ChatEvent.FailedOver it) {
            return Json.of(
                    "failedOver", it.from(), "to", it.to(), "cause", it.cause().name(), "discard", it.discard());
        }
        return null;
    }

    static ChatEvent read(JsonNode form) {
        if (form.has("text")) {
            return new ChatEvent.TextDelta(form.path("text").asText());
        } else if (form.has("thinking")) {
            return new ChatEvent.ThinkingDelta(form.path("thinking").asText());
        } else if (form.has("call")) {
            return new ChatEvent.ToolCallStarted(
                    form.path("call").asText(), form.path("tool").asText());
        } else if (form.has("arguments")) {
            return new ChatEvent.ToolCallDelta(
                    form.path("of").asText(), form.path("arguments").asText());
        } else if (form.has("part")) {
            return new ChatEvent.PartDone(AnswerForm.readPart(form.path("part")));
        } else if (form.has("step")) {
            return new ChatEvent.StepDone(AnswerForm.read(form.path("step")).build());
        } else if (form.has("failedOver")) {
            return new ChatEvent.FailedOver(
                    form.path("failedOver").asText(),
                    form.path("to").asText(),
                    ChatException.Kind.valueOf(form.path("cause").asText()),
                    form.path("discard").asInt());
        }
        throw new IllegalArgumentException("an event of a kind that is not known here; its fields are "
                + String.join(
                        ", ", form.properties().stream().map(Map.Entry::getKey).toList()));
    }

    /** The events of an answer that nobody has seen arrive: each part at once. */
    static List<ChatEvent> of(ChatResponse answer) {
        List<ChatEvent> events = new ArrayList<>();
        for (Part part : answer.message().parts()) {
            if (part instanceof Text it && !it.text().isEmpty()) {
                events.add(new ChatEvent.TextDelta(it.text()));
            } else if (part instanceof Thinking it && !it.text().isEmpty()) {
                events.add(new ChatEvent.ThinkingDelta(it.text()));
            } else if (part instanceof ToolCall it) {
                events.add(new ChatEvent.ToolCallStarted(it.id(), it.name()));
                events.add(new ChatEvent.ToolCallDelta(it.id(), it.arguments()));
            }
            events.add(new ChatEvent.PartDone(part));
        }
        return events;
    }
}
