package dev.interline.config;

import dev.interline.ModelListing;
import dev.interline.catalogue.Catalogue;
import dev.interline.time.Time;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the providers of one file share: the clock, and things of which one is enough, such as a transport. Closed with
 * whatever the file opened. Thread-safe.
 */
public final class Shared implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Time time;
    private final Map<Class<?>, Object> things = new HashMap<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Map<String, Settings> sections = new ConcurrentHashMap<>();
    private final Map<String, ModelListing> listings = new ConcurrentHashMap<>();
    private final @Nullable Shared parent;
    private boolean closed;

    /** For the loader, and for tests of providers. */
    public Shared(Time time) {
        this(time, null);
    }

    private Shared(Time time, @Nullable Shared parent) {
        this.time = time;
        this.parent = parent;
    }

    /**
     * For what a later version of the file opens: shares what is here, and is closed with it if not before. One that has
     * opened nothing, or is closed, is forgotten: a file may change very often.
     */
    Shared child() {
        lock.lock();
        try {
            check();
        } finally {
            lock.unlock();
        }
        return new Shared(time, this);
    }

    /** Keeps a section at the top of the file for whoever opens deployments. */
    void section(String name, Settings section) {
        sections.put(name, section);
    }

    /**
     * A section at the top of the file that is meant for all deployments.
     *
     * @param name {@code transport}; no other is known
     * @return empty where there is no file
     */
    public Optional<Settings> section(String name) {
        return Optional.ofNullable(sections.get(name));
    }

    /**
     * For providers: what the credential of a deployment can see, for whoever looks for a model that is not there.
     *
     * @param deployment the section that was opened
     */
    public void listing(Settings deployment, ModelListing models) {
        listings.put(deployment.path(), models);
    }

    @Nullable
    ModelListing listing(String path) {
        return listings.get(path);
    }

    /** What is known of models, as the file says; what comes with the library where it says nothing. */
    public Catalogue catalogue() {
        return get(Catalogue.class, Catalogue::builtIn);
    }

    /** The clock of everything that the file opens. */
    public Time time() {
        return time;
    }

    /**
     * The one thing of a type, made when it is first asked for. If it can be closed, it will be.
     *
     * @param make makes it; must not open connections
     * @throws IllegalStateException when everything was closed already
     */
    public <T> T get(Class<T> type, Supplier<? extends T> make) {
        if (parent != null) {
            return parent.get(type, make);
        }
        lock.lock();
        try {
            Object thing = things.get(type);
            if (thing == null) {
                check();
                thing = make.get();
                things.put(type, thing);
                if (thing instanceof AutoCloseable closeable) {
                    open.push(closeable);
                }
            }
            return type.cast(thing);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes it with everything else, the latest first.
     *
     * @throws IllegalStateException when everything was closed already
     */
    public void onClose(AutoCloseable closeable) {
        boolean first;
        lock.lock();
        try {
            check();
            first = open.isEmpty();
            open.push(closeable);
        } finally {
            lock.unlock();
        }
        if (first && parent != null) {
            parent.onClose(this);
        }
    }

    private void forget(Shared child) {
        lock.lock();
        try {
            open.remove(child);
        } finally {
            lock.unlock();
        }
    }

    /** How many things there are to close; for tests that look for leaks. */
    int opened() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    private void check() {
        if (closed) {
            throw new IllegalStateException("closed; load the configuration again");
        }
    }

    /**
     * Closes everything once, the latest first, also when some of it cannot be closed.
     *
     * @throws IllegalStateException when something could not be closed, with the reason as its cause
     */
    @Override
    public void close() {
        IllegalStateException failure = null;
        for (AutoCloseable next = next(); next != null; next = next()) {
            try {
                next.close();
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                if (failure == null) {
                    failure = new IllegalStateException("could not be closed", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (parent != null) {
            parent.forget(this);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable AutoCloseable next() {
        lock.lock();
        try {
            closed = true;
            return open.poll();
        } finally {
            lock.unlock();
        }
    }
}
