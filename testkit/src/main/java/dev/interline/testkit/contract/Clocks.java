package dev.interline.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.error.Advice;
import dev.interline.error.ChatException;
import dev.interline.error.TimedOutException;
import dev.interline.error.TimedOutException.Clock;
import dev.interline.route.Router;
import dev.interline.route.Target;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testkit.Play;
import dev.interline.wire.Transport;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** Four clocks, which mean the same everywhere; the failure says which of them ran out, and how long it ran. */
interface Clocks extends Suite {

    @Test
    default void noConnection() {
        OkHttpClient client = new OkHttpClient.Builder()
                .connectTimeout(Duration.ofSeconds(7))
                .socketFactory(new Unreachable())
                .build();
        try (Transport nowhere = Transport.over(client)) {
            ChatException e = Way.WHOLE.failure(subject(bench().over(nowhere)), Suite.question());

            ranOut(Clock.CONNECT, Duration.ofSeconds(7), e);
            assertEquals(Advice.RETRY, e.advice());
        }
    }

    @Test
    default void noContent() {
        ManualTime time = new ManualTime();
        bench().cloud().hangs();
        ChatModel route = Router.over(
                        Target.of(subject(bench().at(time))).name("subject"),
                        Target.of(ScriptedModel.named("other").says("Instead.")).name("other"))
                .time(time)
                .deadline(Duration.ofSeconds(40))
                .firstContent(Duration.ofHours(1));
        Later<ChatResponse> call = Later.begin(() -> Way.STREAMED.ask(route, Suite.question()));
        bench().cloud().awaitCalls(1, SOON);
        time.advance(Duration.ofSeconds(30));

        ChatResponse response = call.get();
        assertEquals("Instead.", response.text());
        ranOut(
                Clock.FIRST_CONTENT,
                Duration.ofSeconds(30),
                response.trail().hops().get(0).failure().orElseThrow());
    }

    @Test
    default void silenceBeforeTheFirstEvent() {
        ManualTime time = new ManualTime();
        bench().cloud().hangs();
        for (Way way : Way.values()) {
            int before = bench().cloud().calls();
            Later<ChatResponse> call = Later.begin(() -> way.ask(subject(bench().at(time)), Suite.question()));
            bench().cloud().awaitCalls(before + 1, SOON);
            time.advance(Duration.ofSeconds(60));

            ChatException e = call.failure();
            ranOut(Clock.SILENCE, Duration.ofSeconds(60), e);
            assertEquals(Advice.FAIL_OVER, e.advice());
        }
    }

    @Test
    default void silenceBetweenEvents() {
        ManualTime time = new ManualTime();
        bench().cloud().plays(Play.says(ANSWER).silentAfterTokens(3));
        try (ChatStream stream = subject(bench().at(time)).stream(Suite.question())) {
            Iterator<String> text = stream.text().iterator();
            StringBuilder read = new StringBuilder();
            while (read.length() < "The quick brown".length()) {
                read.append(text.next());
            }
            Later<String> rest = Later.begin(text::next);
            moveUntilOver(time, rest);

            ranOut(Clock.SILENCE, Duration.ofSeconds(60), Suite.cause(rest.failure()));
            assertEquals("The quick brown", stream.partial().orElseThrow().text());
        }
    }

    @Test
    default void theDeadlineIsOverEverything() {
        ManualTime time = new ManualTime();
        bench().cloud().hangs();
        for (Way way : Way.values()) {
            int before = bench().cloud().calls();
            CallContext context = CallContext.within(Duration.ofSeconds(20));
            ChatModel model = subject(bench().at(time));
            Later<String> call = Later.begin(() -> way == Way.WHOLE
                    ? model.chat(Suite.question(), context).text()
                    : model.stream(Suite.question(), context).response().text());
            bench().cloud().awaitCalls(before + 1, SOON);
            time.advance(Duration.ofSeconds(20));

            ChatException e = call.failure();
            assertEquals(ChatException.Kind.DEADLINE_EXCEEDED, e.kind());
            assertTrue(e.getMessage().contains("20000 ms"), e::getMessage);
        }
    }

    private static void ranOut(Clock clock, Duration ran, ChatException e) {
        TimedOutException late = assertInstanceOf(TimedOutException.class, e);
        assertEquals(clock, late.clock());
        assertEquals(ran, late.ran());
        assertTrue(late.getMessage().contains(ran.toMillis() + " ms"), e::getMessage);
    }

    /** Nobody can tell from outside when a thread sits in a read. */
    private static void moveUntilOver(ManualTime time, Later<?> call) {
        while (!call.isOver() && time.elapsed().compareTo(Duration.ofHours(1)) < 0) {
            time.advance(Duration.ofMillis(100));
            LockSupport.parkNanos(50_000);
        }
    }

    /** Sockets to a host that does not answer, without the wait for it. OkHttp asks for unconnected ones alone. */
    final class Unreachable extends SocketFactory {
        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress endpoint, int timeout) throws SocketTimeoutException {
                    throw new SocketTimeoutException("Connect timed out");
                }
            };
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, java.net.InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(java.net.InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(java.net.InetAddress host, int port, java.net.InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
