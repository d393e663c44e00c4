package dev.interline.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Part;
import dev.interline.testkit.Counts;
import dev.interline.testkit.Play;
import dev.interline.wire.Transport;
import java.net.Proxy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** A stream tells each thing when it is there, and at its end the whole. */
interface Streams extends Suite {

    @Test
    default void theLastEventIsTheWholeAnswer() {
        bench().cloud().says(ANSWER).uses(Counts.of(22, 12));
        ChatResponse whole = subject().chat(Suite.question());

        List<ChatEvent> events = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        try (ChatStream stream = subject().stream(Suite.question())) {
            for (ChatEvent event : stream) {
                events.add(event);
                if (event instanceof ChatEvent.TextDelta delta) {
                    text.append(delta.text());
                }
            }
        }

        assertEquals(ANSWER, text.toString());
        ChatResponse last = assertInstanceOf(ChatEvent.Finished.class, events.get(events.size() - 1))
                .response();
        assertEquals(whole.text(), last.text());
        assertEquals(kinds(whole), kinds(last));
        assertEquals(whole.usage(), last.usage());
        assertEquals(whole.stopReason(), last.stopReason());
    }

    private static List<Part.Kind> kinds(ChatResponse response) {
        return response.message().parts().stream().map(Part::kind).distinct().toList();
    }

    @Test
    default void theBodyMayComeInPiecesOfAnySize() {
        bench().cloud().next(Play.says(ANSWER).inPiecesOf(1)).says(ANSWER).inRandomPieces(40, 7);
        for (int i = 0; i < 3; i++) {
            assertEquals(ANSWER, Way.STREAMED.ask(subject(), Suite.question()).text());
        }
    }

    @Test
    default void theFirstTokenIsDeliveredBeforeTheLastIsSent() {
        firstBeforeLast(subject(), Play.says(ANSWER));
    }

    @Test
    default void theFirstTokenIsDeliveredBeforeTheLastIsSentWithGzip() {
        firstBeforeLast(subject(), Play.says(ANSWER).gzipped());
        assertTrue(bench().cloud()
                .lastRequest()
                .header("accept-encoding")
                .orElse("")
                .contains("gzip"));
    }

    @Test
    default void theFirstTokenIsDeliveredBeforeTheLastIsSentThroughAProxy() {
        try (Relay relay = Relay.to(bench().url())) {
            OkHttpClient client = new OkHttpClient.Builder()
                    .proxy(new Proxy(Proxy.Type.HTTP, relay.address()))
                    .build();
            try (Transport through = Transport.over(client)) {
                firstBeforeLast(subject(bench().over(through)), Play.says(ANSWER));
                assertTrue(relay.connections() > 0, "the proxy was asked");
            } finally {
                client.connectionPool().evictAll();
            }
        }
    }

    private void firstBeforeLast(ChatModel model, Play play) {
        CountDownLatch rest = new CountDownLatch(1);
        bench().cloud().plays(play.holdsAfterTokens(1, rest));
        try (ChatStream stream = model.stream(Suite.question())) {
            Iterator<String> text = stream.text().iterator();
            StringBuilder read = new StringBuilder(text.next());
            // whoever waits for more than there is hangs here, until the time of the test is over
            assertEquals("The", read.toString());
            rest.countDown();
            text.forEachRemaining(read::append);
            assertEquals(ANSWER, read.toString());
        } finally {
            rest.countDown();
        }
    }
}
