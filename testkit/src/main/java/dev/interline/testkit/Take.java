package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interline.ChatEvent;
import dev.interline.ChatResponse;
import dev.interline.error.ChatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request and what came of it: an answer or a failure, and the events on the way there if it was streamed.
 *
 * @param json as it stands in the file
 */
record Take(JsonNode json) {

    /** Something that came, and when. */
    record Beat(Duration at, ChatEvent event) {}

    static Take of(JsonNode request, List<Beat> beats, ChatResponse answer, Duration took, Redaction redaction) {
        JsonNode told = AnswerForm.of(answer);
        JsonNode clean = redaction.apply(told);
        ObjectNode json = Json.of("request", request, "tookMs", took.toMillis());
        ArrayNode events = events(beats);
        // a secret may stand across events, where nobody would find it: then the answer alone is kept
        if (!events.isEmpty() && clean.equals(told) && redaction.apply(events).equals(events)) {
            json.set("events", events);
        }
        json.set("answer", clean);
        return new Take(json);
    }

    static Take of(JsonNode request, List<Beat> beats, ChatException failure, Duration took, Redaction redaction) {
        ObjectNode json = Json.of("request", request, "tookMs", took.toMillis());
        ArrayNode events = events(beats);
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event.path("text").asText("")));
        String clean = redaction.apply(text.toString());
        if (!events.isEmpty()) {
            boolean same = clean.contentEquals(text) && redaction.apply(events).equals(events);
            json.set("events", same ? events : Json.list(Json.of("ms", 0, "text", clean)));
        }
        json.set("failure", redaction.apply(FailureForm.of(failure)));
        return new Take(json);
    }

    private static ArrayNode events(List<Beat> beats) {
        ArrayNode events = Json.list();
        for (Beat beat : beats) {
            ObjectNode form = EventForm.of(beat.event());
            if (form != null) {
                events.add(Json.of("ms", beat.at().toMillis()).setAll(form));
            }
        }
        return events;
    }

    JsonNode request() {
        return json.path("request");
    }

    Duration took() {
        return Duration.ofMillis(json.path("tookMs").asLong(0));
    }

    Optional<ChatResponse> answer() {
        return json.has("answer")
                ? Optional.of(AnswerForm.read(json.path("answer")).build())
                : Optional.empty();
    }

    /** A new one each time; null where there is an answer. */
    @Nullable
    ChatException failure() {
        return json.has("failure") ? FailureForm.read(json.path("failure")) : null;
    }

    /** As they came; where only the answer is known, as they might have come. */
    List<Beat> beats() {
        List<Beat> beats = new ArrayList<>();
        for (JsonNode event : json.path("events")) {
            beats.add(new Beat(Duration.ofMillis(event.path("ms").asLong(0)), EventForm.read(event)));
        }
        if (beats.isEmpty()) {
            answer().map(EventForm::of)
                    .ifPresent(events -> events.forEach(event -> beats.add(new Beat(took(), event))));
        }
        return beats;
    }
}
