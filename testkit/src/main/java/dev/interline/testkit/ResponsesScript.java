package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenAI Responses. */
final class ResponsesScript implements Script {

    @Override
    public JsonNode whole(Scene scene) {
        return ended(scene, items(scene));
    }

    @Override
    public List<Event> stream(Scene scene) {
        Sequence out = new Sequence();
        out.add(Event.Kind.PLAIN, "response.created", Json.of("response", begun(scene)));
        out.add(Event.Kind.PLAIN, "response.in_progress", Json.of("response", begun(scene)));
        List<ObjectNode> items = items(scene);
        int calls = 0;
        for (int i = 0; i < items.size(); i++) {
            ObjectNode item = items.get(i);
            switch (item.path("type").asText()) {
                case "reasoning" -> reasoning(out, scene, item, i);
                case "message" -> message(out, scene, item, i);
                default -> call(out, scene.speech().calls().get(calls++), item, i);
            }
        }
        ObjectNode response = ended(scene, items);
        String type = "response." + response.path("status").asText();
        out.add(Event.Kind.END, type, Json.of("response", response));
        return out.events;
    }

    @Override
    public List<Event> failure(Scene scene, Trouble trouble, int sent) {
        // Azure tells of an error in two events: a failed response that does not say why, then the reason.
        ObjectNode response = begun(scene).put("status", "failed");
        ObjectNode error =
                (ObjectNode) OpenAiErrors.body(trouble, scene.route()).path("error");
        boolean azure = scene.on(Vendor.AZURE);
        response.set("error", azure ? null : Json.of("code", error.path("code"), "message", error.path("message")));
        Event failed = Event.plain(
                "response.failed", Json.of("type", "response.failed", "sequence_number", sent, "response", response));
        ObjectNode last = Json.of("type", "error", "sequence_number", sent + 1);
        if (azure) {
            error.set("headers", Json.of("x-ms-fe-error", "true"));
            last.set("error", error);
        } else {
            last.set("code", error.path("code"));
            last.set("message", error.path("message"));
            last.putNull("param");
        }
        return List.of(failed, Event.plain("error", last));
    }

    /** Numbers its events, as the format does. */
    private static final class Sequence {

        final List<Event> events = new ArrayList<>();

        void add(Event.Kind kind, String type, ObjectNode fields) {
            ObjectNode json = Json.of("type", type, "sequence_number", events.size());
            json.setAll(fields);
            events.add(new Event(kind, type, json.toString()));
        }

        void add(Event.Kind kind, String type, ObjectNode place, @Nullable Object... fields) {
            ObjectNode json = place.deepCopy();
            json.setAll(Json.of(fields));
            add(kind, type, json);
        }
    }

    private static void reasoning(Sequence out, Scene scene, ObjectNode item, int index) {
        ObjectNode begun = item.deepCopy();
        begun.set("summary", Json.list());
        if (begun.has("encrypted_content")) {
            begun.put("encrypted_content", scene.id("gAAAAAstart"));
        }
        ObjectNode place = Json.of("item_id", item.path("id"), "output_index", index, "summary_index", 0);
        ObjectNode empty = Json.of("type", "summary_text", "text", "");
        ObjectNode full = Json.of("type", "summary_text", "text", scene.speech().thought());
        out.add(Event.Kind.PLAIN, "response.output_item.added", Json.of("output_index", index, "item", begun));
        out.add(Event.Kind.PLAIN, "response.reasoning_summary_part.added", place, "part", empty);
        for (String thought : scene.speech().thinking()) {
            out.add(
                    Event.Kind.TOKEN,
                    "response.reasoning_summary_text.delta",
                    place,
                    "delta",
                    thought,
                    "obfuscation",
                    Json.padding(out.events.size()));
        }
        out.add(
                Event.Kind.PLAIN,
                "response.reasoning_summary_text.done",
                place,
                "text",
                scene.speech().thought());
        out.add(Event.Kind.PLAIN, "response.reasoning_summary_part.done", place, "part", full);
        out.add(Event.Kind.PLAIN, "response.output_item.done", Json.of("output_index", index, "item", item));
    }

    private static void message(Sequence out, Scene scene, ObjectNode item, int index) {
        boolean refused = scene.speech().refused();
        String kind = refused ? "response.refusal" : "response.output_text";
        String field = refused ? "refusal" : "text";
        ObjectNode begun = item.deepCopy().put("status", "in_progress");
        begun.set("content", Json.list());
        ObjectNode place = Json.of("item_id", item.path("id"), "output_index", index, "content_index", 0);
        out.add(Event.Kind.PLAIN, "response.output_item.added", Json.of("output_index", index, "item", begun));
        out.add(Event.Kind.PLAIN, "response.content_part.added", place, "part", part(refused, ""));
        for (String token : scene.speech().tokens()) {
            ObjectNode delta = place.deepCopy().put("delta", token);
            if (!refused) {
                delta.set("logprobs", Json.list());
            }
            out.add(Event.Kind.TOKEN, kind + ".delta", delta, "obfuscation", Json.padding(out.events.size()));
        }
        ObjectNode done = place.deepCopy().put(field, scene.speech().text());
        if (!refused) {
            done.set("logprobs", Json.list());
        }
        out.add(Event.Kind.PLAIN, kind + ".done", done);
        out.add(
                Event.Kind.PLAIN,
                "response.content_part.done",
                place,
                "part",
                part(refused, scene.speech().text()));
        out.add(Event.Kind.PLAIN, "response.output_item.done", Json.of("output_index", index, "item", item));
    }

    private static void call(Sequence out, Call call, ObjectNode item, int index) {
        ObjectNode begun = item.deepCopy().put("status", "in_progress").put("arguments", "");
        ObjectNode place = Json.of("item_id", item.path("id"), "output_index", index);
        Event.Kind start = call.fragments().isEmpty() ? Event.Kind.TOKEN : Event.Kind.PLAIN;
        out.add(start, "response.output_item.added", Json.of("output_index", index, "item", begun));
        for (String fragment : call.fragments()) {
            out.add(
                    Event.Kind.TOKEN,
                    "response.function_call_arguments.delta",
                    place,
                    "delta",
                    fragment,
                    "obfuscation",
                    Json.padding(out.events.size()));
        }
        out.add(Event.Kind.PLAIN, "response.function_call_arguments.done", place, "arguments", call.arguments());
        out.add(Event.Kind.PLAIN, "response.output_item.done", Json.of("output_index", index, "item", item));
    }

    private static List<ObjectNode> items(Scene scene) {
        Speech speech = scene.speech();
        List<ObjectNode> items = new ArrayList<>();
        if (!speech.thinking().isEmpty()) {
            ObjectNode summary = Json.of("type", "summary_text", "text", speech.thought());
            ObjectNode item = Json.of("id", scene.id("rs_"), "type", "reasoning", "summary", Json.list(summary));
            if (scene.asked().path("include").toString().contains("reasoning.encrypted_content")) {
                item.put("encrypted_content", scene.id("gAAAAAdone"));
            }
            items.add(item);
        }
        if (!speech.tokens().isEmpty()) {
            ObjectNode item = Json.of(
                    "id", scene.id("msg_"),
                    "type", "message",
                    "status", itemStatus(speech),
                    "role", "assistant",
                    "content", Json.list(part(speech.refused(), speech.text())));
            if (scene.on(Vendor.BEDROCK)) {
                item.put("phase", "final_answer");
            }
            items.add(item);
        }
        for (int i = 0; i < speech.calls().size(); i++) {
            Call call = speech.calls().get(i);
            items.add(Json.of(
                    "id",
                    scene.id("fc_", i),
                    "type",
                    "function_call",
                    "status",
                    "completed",
                    "arguments",
                    call.arguments(),
                    "call_id",
                    scene.callId("call_", i),
                    "name",
                    call.name()));
        }
        return items;
    }

    private static ObjectNode part(boolean refused, String text) {
        return refused
                ? Json.of("type", "refusal", "refusal", text)
                : Json.of("type", "output_text", "annotations", Json.list(), "logprobs", Json.list(), "text", text);
    }

    private static String itemStatus(Speech speech) {
        return incomplete(speech) == null ? "completed" : "incomplete";
    }

    private static @Nullable String incomplete(Speech speech) {
        return switch (speech.stop()) {
            case LENGTH -> speech.stopWord("max_output_tokens");
            case FILTERED -> speech.stopWord("content_filter");
            default -> speech.stopWord();
        };
    }

    private static ObjectNode begun(Scene scene) {
        return response(scene, "in_progress", Json.list());
    }

    private static ObjectNode ended(Scene scene, List<ObjectNode> items) {
        Speech speech = scene.speech();
        String reason = incomplete(speech);
        ObjectNode response = response(scene, itemStatus(speech), Json.list(items));
        response.put("completed_at", scene.epoch());
        response.put("service_tier", "default");
        if (reason != null) {
            response.set("incomplete_details", Json.of("reason", reason));
        }
        if (scene.on(Vendor.AZURE)) {
            response.set("content_filters", AzureFilter.both(speech));
        }
        if (speech.counted()) {
            Counts counts = scene.counts();
            response.set(
                    "usage",
                    Json.of(
                            "input_tokens", counts.input(),
                            "input_tokens_details", cached(scene),
                            "output_tokens", counts.output(),
                            "output_tokens_details", Json.of("reasoning_tokens", counts.thinking()),
                            "total_tokens", counts.total()));
        }
        return response;
    }

    private static ObjectNode cached(Scene scene) {
        ObjectNode details = Json.of("cached_tokens", scene.counts().cached());
        return scene.on(Vendor.BEDROCK) ? details.put("cache_write_tokens", 0) : details;
    }

    private static ObjectNode text(JsonNode asked) {
        JsonNode format = asked.path("text").path("format");
        return Json.of(
                "format",
                format.isObject() ? format : Json.of("type", "text"),
                "verbosity",
                asked.path("text").path("verbosity").asText("medium"));
    }

    /** What every response repeats of its request, and what it says itself. */
    private static ObjectNode response(Scene scene, String status, ArrayNode output) {
        JsonNode asked = scene.asked();
        ObjectNode response = Json.of(
                "id",
                scene.id("resp_"),
                "object",
                "response",
                "created_at",
                scene.epoch(),
                "status",
                status,
                "background",
                false,
                "completed_at",
                null,
                "error",
                null,
                "frequency_penalty",
                0.0,
                "incomplete_details",
                null,
                "instructions",
                asked.get("instructions"),
                "max_output_tokens",
                asked.get("max_output_tokens"),
                "max_tool_calls",
                null,
                "model",
                scene.model(),
                "moderation",
                null,
                "output",
                output,
                "parallel_tool_calls",
                true,
                "presence_penalty",
                0.0,
                "previous_response_id",
                null,
                "prompt_cache_key",
                null,
                "prompt_cache_retention",
                "in_memory",
                "reasoning",
                Json.of("context", null, "effort", "medium", "summary", null),
                "safety_identifier",
                null,
                "service_tier",
                "auto",
                "store",
                asked.path("store").asBoolean(true),
                "temperature",
                1.0,
                "text",
                text(asked),
                "tool_choice",
                "auto",
                "tools",
                asked.has("tools") ? asked.get("tools") : Json.list(),
                "top_logprobs",
                0,
                "top_p",
                1.0,
                "truncation",
                "disabled",
                "usage",
                null,
                "user",
                null,
                "metadata",
                Json.of());
        if (scene.on(Vendor.AZURE)) {
            response.putNull("content_filters");
        }
        return response;
    }
}
