package dev.interline.testkit.contract;

import dev.interline.testkit.FakeCloud;
import dev.interline.testkit.FakeClouds;
import dev.interline.time.Time;
import dev.interline.wire.Transport;

/** What a model of the contract is made with: where it asks, with which key, over which connections and by which clock. */
public final class Bench {
    private static final String TARGET = "subject";
    private static final String KEY = "CONTRACTKEY0123456789";

    private final FakeClouds clouds;
    private final Transport transport;
    private final Time time;

    Bench(FakeClouds clouds, Transport transport, Time time) {
        this.clouds = clouds;
        this.transport = transport;
        this.time = time;
    }

    /** Where the model asks: in place of scheme and host of the real cloud. */
    public String url() {
        return clouds.url(TARGET);
    }

    /** A key or token that is accepted there, and as a signature's access key id. */
    public String key() {
        return KEY;
    }

    /** The connections that the model has to use. */
    public Transport transport() {
        return transport;
    }

    /** The clock that the model has to use. */
    public Time time() {
        return time;
    }

    FakeClouds clouds() {
        return clouds;
    }

    FakeCloud cloud() {
        return clouds.on(TARGET);
    }

    Bench over(Transport other) {
        return new Bench(clouds, other, time);
    }

    Bench at(Time other) {
        return new Bench(clouds, transport, other);
    }

    /** Names the address, never the key. */
    @Override
    public String toString() {
        return "Bench[" + url() + "]";
    }
}
