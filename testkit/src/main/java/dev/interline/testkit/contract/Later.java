package dev.interline.testkit.contract;

import dev.interline.error.ChatException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;

/** A call on a thread of its own, so that the test can move the clock meanwhile. */
final class Later<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;

    private Later(Supplier<T> call) {
        thread = new Thread(
                () -> {
                    try {
                        result.complete(call.get());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                },
                "contract");
        thread.setDaemon(true);
    }

    static <T> Later<T> begin(Supplier<T> call) {
        Later<T> later = new Later<>(call);
        later.thread.start();
        return later;
    }

    boolean isOver() {
        return result.isDone();
    }

    void interrupt() {
        thread.interrupt();
    }

    T get() {
        try {
            return result.get(Suite.SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the call failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the call did not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    ChatException failure() {
        return Assertions.assertInstanceOf(
                ChatException.class,
                Assertions.assertThrows(AssertionError.class, this::get).getCause());
    }
}
