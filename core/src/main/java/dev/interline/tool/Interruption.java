package dev.interline.tool;

import dev.interline.Cancellation;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Interrupts the thread that made it when something is cancelled, until it ends, and leaves no flag behind. */
final class Interruption {
    private final ReentrantLock lock = new ReentrantLock();
    private final Runnable forget;
    private @Nullable Thread thread = Thread.currentThread();
    private boolean sent;

    Interruption(Cancellation cancellation) {
        this.forget = cancellation.onCancel(this::send);
    }

    private void send() {
        lock.lock();
        try {
            if (thread != null) {
                sent = true;
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    void end() {
        forget.run();
        lock.lock();
        try {
            thread = null;
            if (sent) {
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }
}
