package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.anthropic.Messages;
import dev.interline.wire.converse.Converse;
import dev.interline.wire.frame.Frame;
import dev.interline.wire.frame.Framed;
import dev.interline.wire.frame.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The recordings of Converse and Messages, and streams made of events. */
public final class Told {
    private Told() {}

    /**
     * An event of a stream.
     *
     * @param type its name in the framing; null where there is none
     */
    public record Event(@Nullable String type, JsonNode json) {}

    /** All recordings of the two formats. */
    public static Stream<Recording> all() {
        return Stream.of("bedrock-converse", "bedrock-anthropic", "vertex-anthropic", "anthropic-anthropic")
                .flatMap(folder -> Recording.names(folder).stream())
                .map(Recording::of);
    }

    /** Those that are streams. */
    public static Stream<Recording> streams() {
        return all().filter(Recording::streamed);
    }

    /** Those that hold an answer. */
    public static Stream<Recording> answers() {
        return all().filter(recording -> play(recording).finished());
    }

    /** The format of a recording. */
    public static WireFormat format(Recording recording) {
        return recording.name().startsWith("bedrock-converse") ? Converse.FORMAT : Messages.FORMAT;
    }

    /** How a recorded stream is cut. */
    public static Framing framing(Recording recording) {
        if (!recording.isEventStream()) {
            return Framing.SSE;
        }
        return format(recording).equals(Converse.FORMAT) ? Framing.EVENT_STREAM : Framing.CHUNKS;
    }

    /** What becomes of a recording. */
    public static Played play(Recording recording) {
        return recording.streamed()
                ? Played.stream(format(recording), framing(recording), recording.body())
                : Played.whole(format(recording), recording.body());
    }

    /** The events of a recorded stream that are JSON of an answer. */
    public static List<Event> events(Recording recording) {
        List<Event> events = new ArrayList<>();
        try {
            Frames frames = framing(recording).open(source(recording.body()));
            for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                String text = new String(frame.bytes(), frame.offset(), frame.length(), StandardCharsets.UTF_8);
                if (frame.kind() == Frame.Kind.EVENT && text.startsWith("{")) {
                    events.add(new Event(frame.type(), json(text)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    private static dev.interline.wire.frame.Bytes source(byte[] body) {
        int[] at = {0};
        return (into, offset, length) -> {
            int count = Math.min(length, body.length - at[0]);
            System.arraycopy(body, at[0], into, offset, count);
            at[0] += count;
            return count == 0 ? -1 : count;
        };
    }

    /** Reads events as a stream of this format: Converse in frames, Messages as server-sent events. */
    public static Played play(WireFormat format, List<Event> events) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Event event : events) {
            body.writeBytes(
                    format.equals(Converse.FORMAT)
                            ? Framed.event(event.type == null ? "" : event.type, event.json.toString())
                            : ("data: " + event.json + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
        return Played.stream(
                format, format.equals(Converse.FORMAT) ? Framing.EVENT_STREAM : Framing.SSE, body.toByteArray());
    }

    /** Reads events of Converse, each written as {@code name {json}}. */
    public static Played converse(String... events) {
        List<Event> all = new ArrayList<>();
        for (String event : events) {
            int space = event.indexOf(' ');
            all.add(new Event(event.substring(0, space), json(event.substring(space + 1))));
        }
        return play(Converse.FORMAT, all);
    }

    /** Reads events of Messages. */
    public static Played messages(String... events) {
        List<Event> all = new ArrayList<>();
        for (String event : events) {
            all.add(new Event(null, json(event)));
        }
        return play(Messages.FORMAT, all);
    }

    /** JSON that is known to be good. */
    public static JsonNode json(String text) {
        try {
            return Json.read(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
