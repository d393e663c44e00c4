package dev.interline.config;

import dev.interline.time.Gate;
import dev.interline.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again whether a file, or a file that it refers to, holds something else, and has it loaded then. What
 * cannot be used is a warning, once for each content, and what was loaded before stays. One thread, and only while
 * somebody wants it.
 */
final class Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Time time;
    private final Gate closed;
    private final Map<Path, String> seen = new HashMap<>();
    private @Nullable Duration pace;
    private @Nullable Runnable reload;
    private boolean running;

    Watcher(Shared shared) {
        this.time = shared.time();
        this.closed = time.gate();
        shared.onClose(closed::open);
    }

    /** These files were read, and held this. */
    void saw(Map<Path, String> files) {
        lock.lock();
        try {
            seen.putAll(files);
        } finally {
            lock.unlock();
        }
    }

    /** How often to look from now on; null for never. */
    void pace(@Nullable Duration wanted) {
        lock.lock();
        try {
            pace = wanted;
        } finally {
            lock.unlock();
        }
        begin();
    }

    /** What to do when something has changed; nothing is looked at before. */
    void start(Runnable work) {
        lock.lock();
        try {
            reload = work;
        } finally {
            lock.unlock();
        }
        begin();
    }

    private void begin() {
        lock.lock();
        try {
            if (running || pace == null || reload == null) {
                return;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        time.fork("reload", this::run);
    }

    private void run() {
        try {
            for (Duration wait = next(); wait != null; wait = next()) {
                if (closed.await(wait)) {
                    return;
                }
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Duration next() {
        lock.lock();
        try {
            running = pace != null;
            return pace;
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        Runnable work = changed();
        if (work == null) {
            return;
        }
        try {
            work.run();
            LOG.info("the configuration has changed and was loaded again");
        } catch (ConfigException e) {
            LOG.warn(
                    "the configuration has changed and cannot be used, what was loaded before stays: {}",
                    e.getMessage());
        } catch (RuntimeException e) {
            if (!closed.isOpen()) {
                LOG.warn("the configuration has changed and could not be loaded, what was loaded before stays", e);
            }
        }
    }

    /** What to do, when there is a change that nobody has seen yet. */
    private @Nullable Runnable changed() {
        Map<Path, String> now = new HashMap<>();
        lock.lock();
        try {
            now.putAll(seen);
        } finally {
            lock.unlock();
        }
        now.replaceAll((file, before) -> Fingerprint.of(file));
        lock.lock();
        try {
            boolean same =
                    now.entrySet().stream().allMatch(each -> each.getValue().equals(seen.get(each.getKey())));
            seen.putAll(now);
            return same ? null : reload;
        } finally {
            lock.unlock();
        }
    }
}
