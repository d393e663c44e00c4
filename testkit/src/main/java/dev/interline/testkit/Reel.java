package dev.interline.testkit;

import java.util.List;
import java.util.function.Function;
import okio.ByteString;

/**
 * All the bytes that a performance may need.
 *
 * @param ping a sign of life, empty if there is none
 * @param garbage an event around a text that is no JSON
 */
record Reel(List<Step> steps, ByteString ping, Function<String, ByteString> garbage, Failing failing) {

    /** The events that end a stream with an error, after so many others. */
    interface Failing {
        List<Step> steps(Trouble trouble, int sent);
    }

    static Reel of(Scene scene) {
        Script script = scene.route().format().script();
        Framing framing = scene.route().framing();
        List<Event> events = script.stream(scene);
        String name = events.stream()
                .filter(event -> event.kind() == Event.Kind.TOKEN)
                .map(Event::name)
                .findFirst()
                .orElse("message");
        Event ping = script.ping();
        return new Reel(
                Step.of(events, framing, true),
                ping != null ? framing.frame(ping, false) : framing.comment(),
                text -> framing.frame(new Event(Event.Kind.PLAIN, name, text), false),
                (trouble, sent) -> Step.of(script.failure(scene, trouble, sent), framing, sent == 0));
    }

    /** A body that is sent as it is, in as many shares as the answer has tokens. */
    static Reel of(ByteString body, int tokens) {
        return new Reel(Step.of(body, tokens), ByteString.EMPTY, ByteString::encodeUtf8, (trouble, sent) -> List.of());
    }
}
