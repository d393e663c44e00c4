package dev.interline.async;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The threads of calls for which nobody has named an executor. */
final class Threads {
    /** Before JDK 24 a virtual thread that waits in a monitor, of which the HTTP client has some, holds its carrier. */
    private static final int UNPINNED = 24;

    private static final String NAME = "interline-async-";

    static final Executor EACH_CALL = choose(Runtime.version().feature());

    private Threads() {}

    static Executor choose(int jdk) {
        ThreadFactory virtual = jdk >= UNPINNED ? virtual() : null;
        return virtual == null ? pool() : task -> virtual.newThread(task).start();
    }

    /** The library runs on JDK 17, which has no such method. */
    private static @Nullable ThreadFactory virtual() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, NAME, 1L);
            return (ThreadFactory) type.getMethod("factory").invoke(named);
        } catch (NoSuchMethodException
                | ClassNotFoundException
                | IllegalAccessException
                | InvocationTargetException
                | UnsupportedOperationException e) {
            return null;
        }
    }

    private static Executor pool() {
        AtomicLong count = new AtomicLong();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, NAME + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
