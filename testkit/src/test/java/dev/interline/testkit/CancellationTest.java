package dev.interline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatStream;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.route.Router;
import dev.interline.route.Target;
import dev.interline.wire.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call that is no longer wanted costs nothing: no socket, no thread, no wait. */
@SuppressWarnings("try") // closing early is what is tried here
class CancellationTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakeClouds clouds = FakeClouds.start();
    private final Transport transport = Transport.create();

    @AfterEach
    void stop() {
        transport.close();
        clouds.close();
    }

    private ChatModel model(String target) {
        return ChatCloud.model(clouds, target, transport);
    }

    @Test
    void aThousandRandomCancellationsLeaveNothingBehind() throws Exception {
        clouds.on("slow").says("one two three four five six seven eight").paced(Duration.ofMillis(1));
        clouds.on("hangs").hangs();
        ChatModel router = Router.over(
                        Target.of(model("hangs")).name("hangs"),
                        Target.of(model("slow")).name("slow"))
                .firstContent(Duration.ofMillis(3));
        ExecutorService callers = Executors.newFixedThreadPool(8);
        ExecutorService cancellers = Executors.newFixedThreadPool(8);
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        AtomicInteger ends = new AtomicInteger();
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int how = random.nextInt(4);
            long nanos = random.nextInt(12_000_000);
            calls.add(callers.submit(() -> {
                CallContext context = how == 3 ? CallContext.within(Duration.ofNanos(nanos + 1)) : CallContext.create();
                context.onEnd(ending -> ends.incrementAndGet());
                cancellers.execute(() -> {
                    LockSupport.parkNanos(nanos);
                    context.cancel();
                });
                try (ChatStream stream = router.stream(ChatRequest.of("hi"), context)) {
                    if (how == 0) {
                        stream.close();
                    }
                    stream.response();
                } catch (ChatException e) {
                    assertThat(e.kind())
                            .isIn(
                                    ChatException.Kind.CANCELLED,
                                    ChatException.Kind.DEADLINE_EXCEEDED,
                                    ChatException.Kind.ALL_TARGETS_FAILED);
                }
            }));
        }
        for (Future<?> call : calls) {
            call.get(60, TimeUnit.SECONDS);
        }
        callers.shutdown();
        cancellers.shutdown();

        assertThat(ends).as("endings, seed " + seed).hasValue(1_000);
        clouds.on("hangs").awaitIdle(SOON);
        clouds.on("slow").awaitIdle(SOON);
        transport.close();
        clouds.awaitConnections(0, SOON);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("interline-race"))
                .as("threads of races")
                .isEmpty();
    }

    @Test
    void anInterruptEndsACallInASocketReadAndKeepsTheFlag() throws Exception {
        clouds.on("azure").hangs();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        CountDownLatch flagged = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            try {
                model("azure").chat("hi");
            } catch (ChatException e) {
                seen.set(e);
            }
            if (Thread.currentThread().isInterrupted()) {
                flagged.countDown();
            }
        });
        caller.start();
        clouds.on("azure").awaitCalls(1, SOON);
        caller.interrupt();
        caller.join(SOON.toMillis());

        assertThat(seen.get()).isInstanceOf(CancelledException.class);
        assertThat(flagged.getCount()).isZero();
        clouds.on("azure").awaitAbandoned(1, SOON);
    }

    @Test
    void closingAStreamFromAnotherThreadEndsItsReader() throws Exception {
        clouds.on("azure").plays(Play.says("one two three").silentAfterTokens(1));
        CountDownLatch reading = new CountDownLatch(1);
        try (ChatStream stream = model("azure").stream("hi")) {
            Thread closer = new Thread(() -> {
                try {
                    reading.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                stream.close();
            });
            closer.start();
            assertThatThrownBy(() -> stream.text().forEach(text -> reading.countDown()))
                    .isInstanceOf(CancelledException.class);
            closer.join();
        }
        clouds.on("azure").awaitAbandoned(1, SOON);
    }
}
