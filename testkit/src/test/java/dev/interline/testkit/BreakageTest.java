package dev.interline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Response;
import okio.BufferedSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every way to break, seen by a plain HTTP client. */
class BreakageTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakeClouds clouds = FakeClouds.start();
    private final FakeCloud azure = clouds.on("azure");
    private final Caller caller = new Caller();

    @AfterEach
    void close() {
        caller.close();
        clouds.close();
    }

    @Test
    void aCutStreamEndsInGoodOrderAfterItsTokens() {
        azure.says("one two three").cutAfterTokens(2);

        Caller.Heard heard = caller.chat(azure);

        assertThat(heard.broken()).isNull();
        assertThat(texts(heard)).containsExactly("", "one", " two");
        assertThat(heard.text()).doesNotContain("\"stop\"").doesNotContain("[DONE]");
    }

    @Test
    void aCutAfterMoreTokensThanThereAreComesBeforeTheEnd() {
        azure.says("one two").cutAfterTokens(40);

        Caller.Heard heard = caller.chat(azure);

        assertThat(texts(heard)).containsExactly("", "one", " two");
        assertThat(heard.text()).doesNotContain("\"stop\"");
    }

    @Test
    void aClosedOrResetStreamIsAnErrorToTheClientAfterItsTokens() {
        azure.next(
                Play.says("one two three").closedAfterTokens(1),
                Play.says("one two three").resetAfterTokens(1));

        Caller.Heard closed = caller.chat(azure);
        Caller.Heard reset = caller.chat(azure);

        assertThat(closed.broken()).isInstanceOfAny(ProtocolException.class, EOFException.class);
        assertThat(texts(closed)).containsExactly("", "one");
        assertThat(reset.broken()).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        assertThat(texts(reset)).containsExactly("", "one");
        assertThat(azure.abandoned()).as("closed by the server").isZero();
    }

    @Test
    void bytesAreCountedExactly() {
        azure.says("one two three");
        String all = caller.chat(azure).text();

        for (int bytes : new int[] {0, 1, 7, all.length() - 1}) {
            azure.next(
                    Play.says("one two three").cutAfterBytes(bytes),
                    Play.says("one two three").resetAfterBytes(bytes));
            Caller.Heard cut = caller.chat(azure);
            Caller.Heard reset = caller.chat(azure);

            assertThat(cut.broken()).isNull();
            assertThat(cut.body().size()).isEqualTo(bytes);
            assertThat(reset.broken()).isNotNull();
            assertThat(reset.body().size()).isEqualTo(bytes);
        }
    }

    @Test
    void aWholeAnswerIsCutInProportion() {
        azure.says("one two three");
        String all = caller.chatWhole(azure).text();
        azure.says("one two three").cutAfterTokens(2);

        String cut = caller.chatWhole(azure).text();

        // Three tokens and what is before and after them are five shares, of which three are sent.
        assertThat(cut).hasSize(all.length() * 3 / 5).startsWith("{\"id\":");
        assertThatThrownBy(() -> Told.json(cut)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aRefusalCanBreakAsWell() {
        azure.fails(503).cutAfterBytes(5);

        Caller.Heard heard = caller.chat(azure);

        assertThat(heard.status()).isEqualTo(503);
        assertThat(heard.body().size()).isEqualTo(5);
    }

    @Test
    void aResetBeforeAnyByteIsAnErrorAndTheNextCallIsAnswered() {
        azure.says("hello").next(Play.resets());

        assertThatThrownBy(() -> caller.chat(azure)).isInstanceOf(UncheckedIOException.class);
        assertThat(texts(caller.chat(azure))).containsExactly("", "hello");
        assertThat(azure.calls()).isEqualTo(2);
    }

    @Test
    void silenceLastsUntilTheClientLeaves() throws IOException {
        azure.says("one two three").silentAfterTokens(1);

        try (Response response =
                caller.call(azure.url() + Caller.CHAT, Caller.CHAT_STREAM).execute()) {
            BufferedSource source = response.body().source();
            while (!source.readUtf8LineStrict().contains("one")) {
                // up to the last thing that is said
            }
            assertThat(azure.inFlight()).isEqualTo(1);
        }

        azure.awaitAbandoned(1, SOON);
        clouds.awaitConnections(0, SOON);
    }

    @Test
    void silenceCanBeFilledWithPings() throws IOException {
        azure.says("one two").silentAfterTokens(1).pings(Duration.ofMillis(1));

        try (Response response =
                caller.call(azure.url() + Caller.CHAT, Caller.CHAT_STREAM).execute()) {
            BufferedSource source = response.body().source();
            int comments = 0;
            while (comments < 3) {
                comments += source.readUtf8LineStrict().startsWith(": ") ? 1 : 0;
            }
        }
        azure.awaitAbandoned(1, SOON);
    }

    @Test
    void anthropicPingsAreEvents() throws IOException {
        azure.says("one two").silentAfterTokens(1).pings(Duration.ofMillis(1));
        String body = "{\"model\":\"claude\",\"stream\":true,\"max_tokens\":9,\"messages\":[{}]}";

        try (Response response =
                caller.call(azure.url() + "/anthropic/v1/messages", body).execute()) {
            BufferedSource source = response.body().source();
            int pings = 0;
            while (pings < 3) {
                pings += source.readUtf8LineStrict().equals("event: ping") ? 1 : 0;
            }
        }
        azure.awaitAbandoned(1, SOON);
    }

    @Test
    void aHungCallEndsWhenTheClientGivesUp() {
        azure.hangs();
        okhttp3.Call call = caller.call(azure.url() + Caller.CHAT, Caller.CHAT_STREAM);
        CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> {
            try (Response response = call.execute()) {
                throw new AssertionError(response);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        azure.awaitCalls(1, SOON);

        call.cancel();

        azure.awaitAbandoned(1, SOON);
        clouds.awaitConnections(0, SOON);
        assertThatThrownBy(answered::join).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void aHeldStreamGoesOnWhenTheTestSaysSo() throws IOException {
        CountDownLatch latch = new CountDownLatch(1);
        azure.says("one two").holdsAfterTokens(1, latch);

        try (Response response =
                caller.call(azure.url() + Caller.CHAT, Caller.CHAT_STREAM).execute()) {
            BufferedSource source = response.body().source();
            while (!source.readUtf8LineStrict().contains("one")) {
                // up to the hold
            }
            source.readUtf8LineStrict();
            assertThat(source.getBuffer().size()).isZero();
            latch.countDown();
            assertThat(source.readUtf8()).contains(" two").endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void pausesAreMeasuredByTheClockOfTheTest() throws IOException {
        AtomicLong clock = new AtomicLong();
        try (FakeClouds virtual = FakeClouds.start(clock::get)) {
            FakeCloud cloud = virtual.on("azure").says("one two").firstTokenAfter(Duration.ofHours(1));
            try (Response response =
                    caller.call(cloud.url() + Caller.CHAT, Caller.CHAT_STREAM).execute()) {
                BufferedSource source = response.body().source();
                while (!source.readUtf8LineStrict().contains("assistant")) {
                    // headers and role come at once
                }
                clock.set(Duration.ofHours(1).toNanos());
                assertThat(source.readUtf8()).contains("one");
            }
        }
    }

    @Test
    void garbageStandsBetweenGoodEvents() {
        azure.says("one two").garbageAfterTokens(1);

        List<String> events = caller.chat(azure).events();

        int bad = events.indexOf("{\"cut\": \"in the mid");
        assertThat(events.get(bad - 1)).contains("one");
        assertThat(events.get(bad + 1)).contains(" two");
        assertThat(events.get(events.size() - 1)).isEqualTo("[DONE]");
    }

    @Test
    void doneCanBeMissing() {
        azure.says("one").withoutDone();

        assertThat(caller.chat(azure).text())
                .contains("\"finish_reason\":\"stop\"")
                .doesNotContain("[DONE]");
    }

    @Test
    void theBodyCanStayOpenAfterTheEnd() throws IOException {
        azure.says("one").closesAfter(Duration.ofHours(1));

        try (Response response =
                caller.call(azure.url() + Caller.CHAT, Caller.CHAT_STREAM).execute()) {
            BufferedSource source = response.body().source();
            while (!source.readUtf8LineStrict().contains("[DONE]")) {
                // up to the end
            }
            assertThat(azure.inFlight()).isEqualTo(1);
        }
        azure.awaitIdle(SOON);
    }

    @Test
    void piecesDoNotChangeTheBytes() {
        azure.says("Grüße aus Zürich");
        String whole = withoutIds(caller.chat(azure).text());

        azure.inPiecesOf(1);
        assertThat(withoutIds(caller.chat(azure).text())).isEqualTo(whole);

        azure.inRandomPieces(5, 1);
        assertThat(withoutIds(caller.chat(azure).text())).isEqualTo(whole);
    }

    @Test
    void aPageOfHtmlIsSentAsItIs() {
        azure.next(Play.html(200), Play.html(503));

        Caller.Heard page = caller.chat(azure);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).isEqualTo("text/html");
        assertThat(page.text()).startsWith("<!DOCTYPE html>");
        assertThat(caller.chat(azure).status()).isEqualTo(503);
    }

    @Test
    void aFixedAnswerComesByteForByte() {
        azure.next(
                Play.answers(200, "application/json", "{\"recorded\": true}\n").header("Retry-After", "7"));

        Caller.Heard heard = caller.chat(azure);

        assertThat(heard.text()).isEqualTo("{\"recorded\": true}\n");
        assertThat(heard.header("retry-after")).isEqualTo("7");
    }

    @Test
    void anEmptyAnswerIsCompleteAndSaysNothing() {
        azure.plays(Play.empty());

        Caller.Heard heard = caller.chat(azure);

        assertThat(texts(heard)).containsExactly("");
        assertThat(heard.text()).contains("\"stop\"").contains("[DONE]");
        assertThat(caller.chatWhole(azure).text()).contains("\"content\":\"\"");
    }

    @Test
    void usageOfAChatStreamIsToldOnlyIfAskedFor() {
        azure.says("one");

        assertThat(caller.chat(azure).text()).contains("\"prompt_tokens\"");
        assertThat(caller.post(azure.url() + Caller.CHAT, Caller.CHAT_STREAM.replace("true}", "false}"))
                        .text())
                .doesNotContain("usage");
    }

    private static String withoutIds(String text) {
        return text.replaceAll("chatcmpl-[0-9a-f]+", "id").replaceAll("\"created\":\\d+", "");
    }

    private static List<String> texts(Caller.Heard heard) {
        return heard.events().stream()
                .filter(event -> !event.equals("[DONE]"))
                .map(event ->
                        Told.json(event).path("choices").path(0).path("delta").path("content"))
                .filter(content -> content.isTextual())
                .map(content -> content.asText())
                .toList();
    }
}
