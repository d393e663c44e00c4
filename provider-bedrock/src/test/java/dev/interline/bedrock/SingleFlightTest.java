package dev.interline.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.CallContext;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.wire.Json;
import dev.interline.wire.Outgoing;
import dev.interline.wire.Refusal;
import dev.interline.wire.Signer;
import dev.interline.wire.auth.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A thousand callers need a credential at the same moment. */
class SingleFlightTest {
    private static final int CALLERS = 1_000;
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Profile PROFILE = Profile.of(new ModelId("bedrock", "us-east-1", "amazon.nova-lite-v1:0"));
    private static final Site SITE = Site.of("us-east-1", Service.RUNTIME, false, false);

    private final Shifted time = new Shifted(NOON);
    private final AtomicInteger fetches = new AtomicInteger();

    @Test
    void coldKeysAreFetchedOnce() throws InterruptedException {
        CountDownLatch there = new CountDownLatch(CALLERS);
        Signer signer = signer(BedrockCredential.keys(() -> keys(there)));

        Set<String> sent = ConcurrentHashMap.newKeySet();
        all(call -> {
            there.countDown();
            signer.sign(call);
            sent.add(call.headers().get("Authorization").replaceAll(".*Credential=(\\w+)/.*", "$1"));
        });

        assertThat(fetches).hasValue(1);
        assertThat(sent).containsExactly("KEY1");
    }

    @Test
    void expiredKeysAreFetchedOnce() throws InterruptedException {
        CountDownLatch nobody = new CountDownLatch(0);
        CountDownLatch there = new CountDownLatch(CALLERS);
        AtomicInteger turn = new AtomicInteger();
        Signer signer = signer(BedrockCredential.keys(() -> keys(turn.getAndIncrement() == 0 ? nobody : there)));
        signer.sign(outgoing());
        time.set(NOON.plus(Duration.ofHours(2)));

        Set<String> sent = ConcurrentHashMap.newKeySet();
        all(call -> {
            there.countDown();
            signer.sign(call);
            sent.add(call.headers().get("Authorization").replaceAll(".*Credential=(\\w+)/.*", "$1"));
        });

        assertThat(fetches).hasValue(2);
        assertThat(sent).containsExactly("KEY2");
    }

    @Test
    void aKeyThatIsRefusedEverywhereIsReplacedOnce() throws InterruptedException {
        Signer signer = signer(BedrockCredential.token(() -> Token.of("key-" + fetches.incrementAndGet())));
        Refusal refusal = Refusal.answer(
                403, "{\"Message\":\"Authentication failed: Please make sure your API Key is valid.\"}", name -> null);
        CountDownLatch signed = new CountDownLatch(CALLERS);

        Set<String> sent = ConcurrentHashMap.newKeySet();
        AtomicInteger repaired = new AtomicInteger();
        all(call -> {
            signer.sign(call);
            signed.countDown();
            await(signed);
            if (signer.repair(call, refusal, new BedrockCloud(time).explain(PROFILE, refusal))) {
                repaired.incrementAndGet();
            }
            signer.sign(call);
            sent.add(call.headers().get("Authorization"));
        });

        assertThat(fetches).hasValue(2);
        assertThat(repaired).hasValue(CALLERS);
        assertThat(sent).containsExactly("Bearer key-2");
    }

    private AwsKeys keys(CountDownLatch until) {
        await(until);
        return new AwsKeys(
                "KEY" + fetches.incrementAndGet(),
                "a-secret",
                "a-token",
                time.now().plus(Duration.ofHours(1)));
    }

    private Signer signer(BedrockCredential credential) {
        return credential.signer(SITE, time, new Skew(time));
    }

    private static void all(Consumer<Outgoing> call) throws InterruptedException {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Thread thread = new Thread(() -> call.accept(outgoing()));
            thread.setUncaughtExceptionHandler((who, e) -> failures.add(e));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    private static Outgoing outgoing() {
        CallContext context = CallContext.create();
        return new Outgoing(
                "POST",
                SITE.base() + "/model/amazon.nova-lite-v1%3A0/converse",
                Json.object(),
                PROFILE,
                context,
                false);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
