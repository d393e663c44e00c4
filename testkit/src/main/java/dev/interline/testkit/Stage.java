package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Takes each request to its target and puts the target's next play on. */
final class Stage extends Dispatcher {

    private final Map<String, FakeCloud> clouds;
    private final Lines lines;
    private final Waits waits;
    private final AtomicLong serial = new AtomicLong();

    Stage(Map<String, FakeCloud> clouds, Lines lines, Waits waits) {
        this.clouds = clouds;
        this.lines = lines;
        this.waits = waits;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        try {
            return answer(asked(request), lines.at(request.getConnectionIndex()));
        } catch (IOException gone) {
            return new MockResponse.Builder()
                    .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                    .build();
        }
    }

    /**
     * What is answered.
     *
     * @param request whose path has the target's name still in it
     * @throws IOException if the client was hung up on, or has gone meanwhile
     */
    MockResponse answer(Asked request, Peer line) throws IOException {
        Target target = Target.of(request.path());
        FakeCloud cloud = clouds.get(target.name());
        if (cloud == null) {
            return text(404, "There is no target \"" + target.name() + "\" here; the targets are " + clouds.keySet());
        }
        Asked asked = new Asked(request.method(), target.path(), request.headers(), request.body(), request.time());
        Exchange exchange = new Exchange(cloud, asked);
        long since = waits.now();
        cloud.begins(exchange);
        line.serve(exchange);
        return perform(cloud, asked, target, exchange, line, since);
    }

    private MockResponse perform(FakeCloud cloud, Asked asked, Target target, Exchange exchange, Peer line, long since)
            throws IOException {
        long number = serial.incrementAndGet();
        JsonNode parsed = Json.read(asked.body());
        JsonNode body = parsed != null ? parsed : MissingNode.getInstance();
        Route route = Route.of(cloud.vendor(), target.plainPath(), target.query(), body);
        if (route == null) {
            Vendor vendor = Route.guess(cloud.vendor(), target.plainPath());
            return refuse(
                    Refusal.noSuchPath(vendor, target.plainPath()), Map.of(), Score.NOTHING_HAPPENS, exchange, line);
        }
        Refusal atTheDoor = cloud.keys().isEmpty() ? null : Door.check(cloud.keys(), asked, route, number);
        String broken = Rules.broken(route, asked.method(), body);
        if (atTheDoor == null && broken != null) {
            atTheDoor = Refusal.of(Trouble.of(Fault.INVALID, broken), route, number);
        }
        if (atTheDoor != null) {
            return refuse(atTheDoor, Headings.of(route, number), Score.NOTHING_HAPPENS, exchange, line);
        }

        Score score = cloud.take(asked, route.format().chats()).score();
        Act act = act(score, route);
        boolean zipped =
                score.zipped() && asked.header("Accept-Encoding").orElse("").contains("gzip");
        Timing timing = score.timing();
        if (act instanceof Speech speech && !route.streaming()) {
            timing = timing.whole(speech.size());
        }
        waits.pause(line, since, timing.headersAfter(), null, () -> {});
        Map<String, String> headings = Headings.of(route, number, score.headers());
        if (act instanceof Reset) {
            exchange.answered("connection reset");
            exchange.end(false);
            line.reset();
            throw new IOException("reset as told");
        } else if (act instanceof Trouble trouble) {
            // A refusal that stands for an error event has nothing left of the answer's other mishaps.
            Score told = score.act() instanceof Trouble ? score : Score.NOTHING_HAPPENS;
            return refuse(Refusal.of(trouble, route, number), headings, told, exchange, line);
        } else if (act instanceof Reply reply) {
            Reel reel = Reel.of(reply.body(), 0);
            return response(reply.status(), headings, reply.contentType(), score, reel, exchange, line, timing, zipped);
        }
        Speech speech = (Speech) act;
        Counts counts = speech.countsFor(asked.body().length());
        Scene scene = new Scene(route, body, speech, counts, cloud.listed(), score.done(), number, asked.time());
        if (route.streaming()) {
            String type = route.framing().contentType();
            return response(200, headings, type, score, Reel.of(scene), exchange, line, timing, zipped);
        }
        ByteString whole =
                ByteString.encodeUtf8(route.format().script().whole(scene).toString());
        Reel reel = Reel.of(whole, speech.size());
        return response(200, headings, route.contentType(), score, reel, exchange, line, timing, zipped);
    }

    /** What a play comes to on this route. */
    private static Act act(Score score, Route route) {
        Act act = score.act();
        if (act instanceof Trouble trouble && trouble.fault() == Fault.BLOCKED) {
            boolean refused = route.format() == Format.CHAT || route.format() == Format.RESPONSES;
            return refused ? act : Speech.blocked();
        }
        if (act instanceof Speech && !route.streaming()) {
            for (Mishap mishap : score.mishaps()) {
                // A whole answer has no place for an error inside a 200.
                if (mishap instanceof Mishap.Failure failure) {
                    return failure.trouble();
                }
            }
        }
        return act;
    }

    private MockResponse refuse(
            Refusal refusal, Map<String, String> headings, Score score, Exchange exchange, Peer line) {
        Map<String, String> headers = new LinkedHashMap<>(refusal.headers());
        headers.putAll(headings);
        Reel reel = Reel.of(ByteString.encodeUtf8(refusal.body()), 0);
        String type = headers.getOrDefault("Content-Type", "application/json");
        return response(refusal.status(), headers, type, score, reel, exchange, line, score.timing(), false);
    }

    private MockResponse response(
            int status,
            Map<String, String> headings,
            String contentType,
            Score score,
            Reel reel,
            Exchange exchange,
            Peer line,
            Timing timing,
            boolean zipped) {
        boolean chunked = contentType.startsWith("text/event-stream")
                || contentType.contains("eventstream")
                || zipped
                || !score.mishaps().isEmpty()
                || score.byteCut() != null;
        exchange.answered(status + (score.mishaps().isEmpty() && score.byteCut() == null ? "" : ", then trouble"));
        long length = chunked
                ? -1
                : reel.steps().stream().mapToLong(step -> step.bytes().size()).sum();
        MockResponse.Builder response = new MockResponse.Builder().code(status).clearHeaders();
        response.setHeader("Content-Type", contentType);
        if (chunked) {
            response.setHeader("Transfer-Encoding", "chunked");
        } else {
            response.setHeader("Content-Length", length);
        }
        if (zipped) {
            response.setHeader("Content-Encoding", "gzip");
        }
        headings.forEach(response::setHeader);
        return response.body(new Performance(exchange, line, waits, score, timing, reel, length, zipped))
                .build();
    }

    private static MockResponse text(int status, String text) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "text/plain; charset=utf-8")
                .body(text + "\n")
                .build();
    }

    private static Asked asked(RecordedRequest request) {
        Headers headers = request.getHeaders();
        @Nullable ByteString body = request.getBody();
        return new Asked(
                request.getMethod(),
                request.getTarget(),
                headers.toMultimap(),
                body == null ? "" : body.utf8(),
                Instant.now());
    }

    /** A request's target, split at the name that is its first segment. */
    private record Target(String name, String path) {
        /** How a proxy is told where a request shall go; a server takes it as well. */
        private static final Pattern ABSOLUTE = Pattern.compile("^https?://[^/]*/?");

        static Target of(String asked) {
            String target = ABSOLUTE.matcher(asked).replaceFirst("/");
            int end = 1;
            while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
                end++;
            }
            return new Target(target.substring(1, end), target.substring(end));
        }

        String plainPath() {
            int query = path.indexOf('?');
            return query < 0 ? path : path.substring(0, query);
        }

        String query() {
            int query = path.indexOf('?');
            return query < 0 ? "" : path.substring(query + 1);
        }
    }
}
