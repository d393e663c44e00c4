package dev.interline.examples.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Trail;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import dev.interline.route.Router;
import dev.interline.route.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs an errand, and says what came of it. */
final class Answer {
    private final long start = System.nanoTime();
    private final StringBuilder shown = new StringBuilder();
    private long firstContent = -1;

    private Answer() {}

    /** @throws IllegalArgumentException if no such route can be made */
    static ObjectNode of(Errand errand, Doors doors) {
        ChatModel route = route(errand, doors);
        ChatRequest request = ChatRequest.of(errand.prompt());
        Answer answer = new Answer();
        ObjectNode told = begin(errand.id());
        try {
            ChatResponse response = errand.stream() ? answer.read(route, request) : answer.ask(route, request);
            told.put("ok", true);
            told.put("content", answer.shown.toString());
            told.put(
                    "model", response.servedModel().isEmpty() ? response.model().deployment() : response.servedModel());
            told.set("usage", usage(response.usage()));
            answer.close(told, response.trail());
        } catch (ChatException e) {
            told.put("ok", false);
            told.put("error", e.kind().name());
            told.put("message", e.getMessage());
            told.put("content", answer.shown.toString());
            answer.close(told, e.trail());
        }
        return told;
    }

    /** What was asked makes no sense. */
    static ObjectNode refusal(JsonNode id, String message) {
        return begin(id).put("ok", false).put("error", "BAD_LINE").put("message", message);
    }

    /** What should never be; the bench shall see it all the same. */
    static ObjectNode crash(JsonNode id, RuntimeException e) {
        return begin(id).put("ok", false).put("error", "CRASH").put("message", String.valueOf(e));
    }

    private static ObjectNode begin(JsonNode id) {
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        if (id.isMissingNode()) {
            told.putNull("id");
        } else {
            told.set("id", id);
        }
        return told;
    }

    private static ChatModel route(Errand errand, Doors doors) {
        List<Target> targets = new ArrayList<>();
        targets.add(doors.target(errand.primary()));
        if (errand.fallback() != null) {
            targets.add(doors.target(errand.fallback()));
        }
        Router route = Router.over(targets)
                .named("driver")
                .maxAttempts((errand.retries() + 1) * targets.size())
                .onStreamFailure(errand.recovery());
        if (errand.firstContent() != null) {
            route = route.firstContent(errand.firstContent());
        }
        if (errand.silence() != null) {
            route = route.silence(errand.silence());
        }
        return errand.deadline() == null ? route : route.deadline(errand.deadline());
    }

    private ChatResponse ask(ChatModel route, ChatRequest request) {
        ChatResponse response = route.chat(request);
        content();
        shown.append(response.text());
        return response;
    }

    private ChatResponse read(ChatModel route, ChatRequest request) {
        try (ChatStream stream = route.stream(request)) {
            for (ChatEvent event : stream) {
                if (event instanceof ChatEvent.TextDelta delta) {
                    content();
                    shown.append(delta.text());
                } else if (event instanceof ChatEvent.FailedOver over) {
                    shown.setLength(shown.length() - over.discard());
                }
            }
            return stream.response();
        }
    }

    private void content() {
        if (firstContent < 0) {
            firstContent = System.nanoTime() - start;
        }
    }

    private void close(ObjectNode told, Trail trail) {
        told.put("attempts", trail.attempts());
        told.put("first_content_s", firstContent < 0 ? null : seconds(firstContent));
        told.put("wall_s", seconds(System.nanoTime() - start));
    }

    private static @Nullable JsonNode usage(Usage usage) {
        if (!usage.isKnown()) {
            return null;
        }
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        usage.input().ifPresent(tokens -> told.put("input", tokens));
        usage.output().ifPresent(tokens -> told.put("output", tokens));
        usage.total().ifPresent(tokens -> told.put("total", tokens));
        return told;
    }

    private static Double seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos) / 1e6;
    }
}
