package dev.interline.benchmarks.load;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Threads for very many: virtual ones where this Java has them and OkHttp's monitors do not pin them, from 24 on. */
final class Crowd {
    private static final @Nullable MethodHandle VIRTUAL = virtual();

    private Crowd() {}

    static void start(Runnable work) {
        if (VIRTUAL == null) {
            new Thread(null, work, "crowd", 256 << 10).start();
            return;
        }
        try {
            Object started = VIRTUAL.invoke(work);
            if (started == null) {
                throw new IllegalStateException("no thread was started");
            }
        } catch (Throwable e) {
            throw new IllegalStateException("a virtual thread could not be started", e);
        }
    }

    private static @Nullable MethodHandle virtual() {
        if (Runtime.version().feature() < 24) {
            return null;
        }
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
