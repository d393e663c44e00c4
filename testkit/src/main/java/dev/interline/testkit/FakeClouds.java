package dev.interline.testkit;

import dev.interline.Interline;
import dev.interline.config.Deployment;
import dev.interline.config.Loader;
import dev.interline.time.Time;
import dev.interline.wire.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;

/**
 * A server on the loopback interface that stands for any number of clouds: it speaks the formats of Azure, Bedrock and Vertex
 * AI at their real paths, streamed and whole, and breaks as told.
 *
 * <pre>{@code
 * try (FakeClouds clouds = FakeClouds.start()) {
 *     clouds.on("azure").says("Hello there").next(Play.says("Hello there").cutAfterTokens(1));
 *     clouds.on("bedrock").throttles(Duration.ofSeconds(2));
 *     ... // call clouds.url("azure") + the real path
 * }
 * }</pre>
 *
 * <p>Each target has a name, which is the first segment of its paths. Safe to use from any thread.
 */
public final class FakeClouds implements AutoCloseable {

    private static final String STAND_IN = "fake";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]+");

    private final Tally tally = new Tally();
    private final Map<String, FakeCloud> clouds = new ConcurrentSkipListMap<>();
    private final String address;
    private final Runnable server;
    private final Supplier<Transport.Builder> transport;
    private final @Nullable Time time;

    private FakeClouds(Waits waits) {
        Lines lines = new Lines(tally);
        MockWebServer web = new MockWebServer();
        web.setServerSocketFactory(lines);
        web.setDispatcher(new Stage(clouds, lines, waits));
        try {
            web.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no port of the loopback interface could be opened", e);
        }
        this.address = "http://127.0.0.1:" + web.getPort() + "/";
        this.server = web::close;
        this.transport = Transport::builder;
        this.time = null;
    }

    private FakeClouds(Time time) {
        Simulation simulation = new Simulation(new Stage(clouds, new Lines(tally), Waits.on(time)), time, tally);
        this.address = Simulation.ADDRESS;
        this.server = () -> {};
        this.transport = () -> Transport.builder().client(simulation.client()).noProxy();
        this.time = time;
    }

    /** Starts a server on a free port. Its pauses take real time. */
    public static FakeClouds start() {
        return new FakeClouds(Waits.real());
    }

    /** Starts a server whose pauses are measured by this clock in nanoseconds: a test's, which need not move by itself. */
    public static FakeClouds start(LongSupplier nanoTime) {
        return new FakeClouds(new Waits(nanoTime, true));
    }

    /**
     * Clouds without a server: what goes to and fro stays in memory, and every wait of theirs is one of this clock's. With a
     * {@link dev.interline.testing.ManualTime} that models and routers share, hours of outages pass in milliseconds and in the
     * same way every time. Only models that are {@linkplain #load() loaded} here or made with {@link #transport()} can reach
     * them; bodies are not compressed.
     */
    public static FakeClouds inMemory(Time time) {
        return new FakeClouds(time);
    }

    /**
     * The target of this name, made on first use.
     *
     * @throws IllegalArgumentException if the name cannot be a segment of a path: letters, digits and {@code . _ ~ -} can
     */
    public FakeCloud on(String target) {
        if (!NAME.matcher(target).matches()) {
            throw new IllegalArgumentException(
                    "a target's name is a segment of a path, of letters, digits and . _ ~ -, not \"" + target + "\"");
        }
        return clouds.computeIfAbsent(target, name -> new FakeCloud(name, address + name, tally));
    }

    /** The names of the targets in the order in which they were asked, each as often as it was. */
    public List<String> asked() {
        return exchanges().map(exchange -> exchange.cloud().name()).toList();
    }

    /**
     * What was asked and answered so far, a line for each request in order: no credential, no header and no word of content.
     * Empty when nothing was.
     */
    public String told() {
        StringBuilder lines = new StringBuilder();
        exchanges()
                .forEach(exchange -> lines.append(lines.isEmpty() ? "" : "\n")
                        .append(exchange.cloud().name())
                        .append(": ")
                        .append(exchange));
        return lines.toString();
    }

    private Stream<Exchange> exchanges() {
        return clouds.values().stream()
                .flatMap(cloud -> cloud.exchanges().stream())
                .sorted(Comparator.comparingLong(Exchange::number));
    }

    /** Forgets the scripts of all targets and what they were asked, see {@link FakeCloud#reset()}. */
    public void reset() {
        clouds.values().forEach(FakeCloud::reset);
    }

    /** Where the target of this name is found; put it in place of scheme and host of the real cloud. */
    public String url(String target) {
        return on(target).url();
    }

    /**
     * Loads the application's own configuration, as {@link Interline#load()} finds it, with every deployment turned to
     * the fake cloud of the deployment's name. See {@link #loader()}.
     */
    public Interline load() {
        return loader().load();
    }

    /** Loads this configuration file, with every deployment turned to the fake cloud of the deployment's name. */
    public Interline load(Path configuration) {
        return loader().load(configuration);
    }

    /**
     * A loader that turns every deployment to the fake cloud of the deployment's name, with a key that it accepts, and
     * that gives a value to every variable which the environment does not have. Add a clock or variables as you need; of
     * clouds {@linkplain #inMemory in memory} the clock is theirs already, and what the file says of connections is left out.
     */
    public Loader loader() {
        Loader loader = Interline.loader().standIn(STAND_IN).deployment(this::turned);
        Time virtual = time;
        return virtual == null
                ? loader
                : loader.time(virtual)
                        .warm(false)
                        .sharing(Transport.class, () -> transport().build());
    }

    private Deployment turned(Deployment deployment) {
        on(deployment.name());
        Deployment turned = deployment.with("endpoint", url(deployment.name())).with("api-key", STAND_IN);
        return time == null ? turned : turned.without("transport");
    }

    /** How many connections to this server are open now, idle ones of a client's pool included. */
    public int connectionsOpen() {
        return tally.open();
    }

    /**
     * Waits until no more connections than these are open.
     *
     * @throws AssertionError if more connections are still open after this time
     */
    public void awaitConnections(int mostOpen, Duration atMost) {
        tally.await(
                () -> connectionsOpen() <= mostOpen,
                atMost,
                () -> connectionsOpen() + " connections were open, " + mostOpen + " expected");
    }

    /** Connections to these clouds; to those {@linkplain #inMemory in memory} there is no other way. */
    public Transport.Builder transport() {
        return transport.get();
    }

    /** Closes all connections, which ends every answer that is still being given, and the server's threads with them. */
    @Override
    public void close() {
        server.run();
    }
}
