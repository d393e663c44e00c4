package dev.interline.wire.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.CallContext;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.DeniedException;
import dev.interline.error.Failure;
import dev.interline.error.UnavailableException;
import dev.interline.testing.ManualTime;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tokens: fetched late, once for all, kept while they are good, renewed before they are not. */
class RenewedTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualTime time = new ManualTime();
    private final List<Boolean> fetches = new ArrayList<>();
    private final Renewed<Token> tokens = renewed(anew -> {
        fetches.add(anew);
        return Token.of("token-" + fetches.size(), time.now().plus(HOUR));
    });

    private Renewed<Token> renewed(Renewed.Source<Token> source) {
        return new Renewed<>("the token", source, Token::expires, RenewedTest::denied, time);
    }

    private static ChatException denied(Throwable cause) {
        return new DeniedException("no token", Failure.NONE, cause);
    }

    private String get() {
        return tokens.get(CallContext.create()).secret().reveal();
    }

    @Test
    void nothingIsFetchedBeforeSomebodyAsks() {
        assertThat(fetches).isEmpty();
        assertThat(get()).isEqualTo("token-1");
    }

    @Test
    void oneTokenServesUntilItNearsItsEnd() {
        get();
        time.advance(Duration.ofMinutes(54));

        assertThat(get()).isEqualTo("token-1");
        assertThat(fetches).hasSize(1);
    }

    @Test
    void fiveMinutesBeforeItsEndItIsRenewedAndNobodyWaits() {
        get();
        time.advance(Duration.ofMinutes(56));

        assertThat(get()).isEqualTo("token-1");
        time.settle();
        assertThat(get()).isEqualTo("token-2");
        assertThat(time.waits()).hasSize(1);
    }

    @Test
    void anExpiredTokenIsWaitedFor() {
        get();
        time.advance(Duration.ofMinutes(61));

        assertThat(get()).isEqualTo("token-2");
    }

    @Test
    void aTokenThatDoesNotSayHowLongItLivesIsKeptForAMinute() {
        AtomicInteger count = new AtomicInteger();
        Renewed<Token> undated = renewed(anew -> Token.of("t" + count.incrementAndGet()));
        undated.get(CallContext.create());
        time.advance(Duration.ofSeconds(59));
        undated.get(CallContext.create());
        assertThat(count).hasValue(1);

        time.advance(Duration.ofSeconds(2));
        undated.get(CallContext.create());
        assertThat(count).hasValue(2);
    }

    @Test
    void aShortTokenIsRenewedInItsLastQuarter() {
        AtomicInteger count = new AtomicInteger();
        Renewed<Token> brief = renewed(
                anew -> Token.of("t" + count.incrementAndGet(), time.now().plus(Duration.ofMinutes(4))));
        brief.get(CallContext.create());
        time.advance(Duration.ofSeconds(179));
        brief.get(CallContext.create());
        time.settle();
        assertThat(count).hasValue(1);

        time.advance(Duration.ofSeconds(2));
        brief.get(CallContext.create());
        time.settle();
        assertThat(count).hasValue(2);
    }

    @Test
    void aThousandCallersAtOnceMakeOneFetch() throws Exception {
        int callers = 1_000;
        CountDownLatch asked = new CountDownLatch(callers);
        AtomicInteger count = new AtomicInteger();
        Renewed<Token> real = new Renewed<>(
                "the token",
                anew -> {
                    asked.await();
                    return Token.of(
                            "t" + count.incrementAndGet(), Time.system().now().plus(HOUR));
                },
                Token::expires,
                RenewedTest::denied,
                Time.system());
        Set<String> seen = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                all.add(threads.submit(() -> {
                    asked.countDown();
                    seen.add(real.get(CallContext.within(Duration.ofSeconds(30)))
                            .secret()
                            .reveal());
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(count).hasValue(1);
        assertThat(seen).containsExactly("t1");
    }

    @Test
    void aFailureIsToldToEachWaiterInAnExceptionOfItsOwn() {
        IllegalStateException cause = new IllegalStateException("locked");
        Renewed<Token> broken = renewed(anew -> {
            throw cause;
        });

        DeniedException first = catchThrowableOfType(DeniedException.class, () -> broken.get(CallContext.create()));
        DeniedException second = catchThrowableOfType(DeniedException.class, () -> broken.get(CallContext.create()));

        assertThat(first).hasCause(cause).isNotSameAs(second);
    }

    @Test
    void aFailedRenewalLeavesTheOldTokenInUseAndRests() {
        AtomicInteger count = new AtomicInteger();
        Renewed<Token> flaky = renewed(anew -> {
            if (count.incrementAndGet() > 1) {
                throw new IllegalStateException("down");
            }
            return Token.of("t1", time.now().plus(HOUR));
        });
        flaky.get(CallContext.create());
        time.advance(Duration.ofMinutes(56));

        for (int i = 0; i < 10; i++) {
            assertThat(flaky.get(CallContext.create()).secret().reveal()).isEqualTo("t1");
            time.settle();
        }
        assertThat(count).hasValue(2);

        time.advance(Duration.ofSeconds(21));
        flaky.get(CallContext.create());
        time.settle();
        assertThat(count).hasValue(3);
    }

    @Test
    void aRefusedTokenIsFetchedAnew() {
        Token refused = tokens.get(CallContext.create());
        tokens.drop(refused);

        assertThat(get()).isEqualTo("token-2");
        assertThat(fetches).containsExactly(false, true);
    }

    @Test
    void aTokenThatWasReplacedAlreadyIsNotDroppedAgain() {
        Token refused = tokens.get(CallContext.create());
        tokens.drop(refused);
        get();
        tokens.drop(refused);

        assertThat(get()).isEqualTo("token-2");
    }

    @Test
    void whoeverWaitsKeepsItsOwnDeadline() {
        Renewed<Token> slow = renewed(anew -> {
            time.gate().await(Duration.ofSeconds(10));
            return Token.of("late", time.now().plus(HOUR));
        });
        CallContext hurried = CallContext.within(Duration.ofSeconds(2));
        hurried.begin(time, null);

        assertThatThrownBy(() -> slow.get(hurried)).isInstanceOf(DeadlineExceededException.class);
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(2));
        // the fetch goes on, and serves the next
        assertThat(slow.get(CallContext.create()).secret().reveal()).isEqualTo("late");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aCancelledCallWaitsNoLonger() {
        Renewed<Token> slow = renewed(anew -> {
            time.gate().await(Duration.ofSeconds(10));
            return Token.of("late", time.now().plus(HOUR));
        });
        CallContext call = CallContext.create();
        time.after(Duration.ofSeconds(1), call::cancel);

        assertThatThrownBy(() -> slow.get(call)).isInstanceOf(CancelledException.class);
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aFetchThatHangsIsGivenUpAndTheNextCallerBeginsAnother() {
        AtomicInteger count = new AtomicInteger();
        Renewed<Token> hanging = renewed(anew -> {
            if (count.incrementAndGet() == 1) {
                time.gate().await(Duration.ofDays(1));
            }
            return Token.of("t" + count, time.now().plus(HOUR));
        });

        assertThatThrownBy(() -> hanging.get(CallContext.create()))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("the token could not be had within 30 s");
        assertThat(hanging.get(CallContext.create()).secret().reveal()).isEqualTo("t2");
    }

    @Test
    void printsNothingOfWhatItKeeps() {
        get();
        assertThat(tokens).hasToString("Renewed[the token]");
        assertThat(tokens.get(CallContext.create()).toString()).doesNotContain("token-1");
    }
}
