package dev.interline.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interline.ChatModel;
import dev.interline.time.Gate;
import dev.interline.time.Time;
import dev.interline.time.Timer;
import dev.interline.wire.Transport;
import dev.interline.wire.auth.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** Tokens are fetched once for all callers, when they are needed and not before. */
interface Credentials extends Suite {
    int CALLERS = 1_000;
    int CONNECTIONS = 16;

    @Test
    default void aThousandCallersFetchOneToken() throws InterruptedException {
        bench().cloud().says("Hi.").accepts("token-1", "token-2");
        Semaphore few = new Semaphore(CONNECTIONS);
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    few.acquireUninterruptibly();
                    try {
                        Response response = chain.proceed(chain.request());
                        return response;
                    } finally {
                        few.release();
                    }
                })
                .build();
        Ahead time = new Ahead();
        CountDownLatch there = new CountDownLatch(CALLERS);
        AtomicInteger fetched = new AtomicInteger();
        try (Transport transport = Transport.over(client)) {
            ChatModel model = subject(bench().over(transport).at(time), () -> {
                await(there);
                return Token.of("token-" + fetched.incrementAndGet(), time.now().plus(Duration.ofHours(1)));
            });
            assertEquals(0, fetched.get(), "nothing is fetched before the first call");

            askAll(model, there);
            assertEquals(1, fetched.get(), "token requests");
            assertEquals(CALLERS, bench().cloud().calls());

            time.jump(Duration.ofHours(2));
            askAll(model, new CountDownLatch(CALLERS));
            assertEquals(2, fetched.get(), "token requests, after the first token expired");
        } finally {
            client.connectionPool().evictAll();
        }
    }

    private static void askAll(ChatModel model, CountDownLatch there) throws InterruptedException {
        List<Later<String>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            calls.add(Later.begin(() -> {
                there.countDown();
                return model.chat(Suite.question()).text();
            }));
        }
        for (Later<String> call : calls) {
            assertEquals("Hi.", call.get());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The machine's clock, with another time of day. */
    final class Ahead implements Time {
        private volatile Duration by = Duration.ZERO;

        void jump(Duration further) {
            by = by.plus(further);
        }

        @Override
        public Instant now() {
            return Time.system().now().plus(by);
        }

        @Override
        public long nanos() {
            return Time.system().nanos();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return Time.system().after(delay, task);
        }

        @Override
        public Gate gate() {
            return Time.system().gate();
        }

        @Override
        public void fork(String name, Runnable task) {
            Time.system().fork(name, task);
        }

        @Override
        public double random() {
            return Time.system().random();
        }
    }
}
