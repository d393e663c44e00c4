package dev.interline.testkit.contract;

import dev.interline.ChatModel;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Vendor;
import dev.interline.time.Time;
import dev.interline.wire.Transport;
import dev.interline.wire.auth.Token;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What every cloud must do in every format that it speaks: answer, stream, call tools, refuse, run out of time, be
 * cancelled, sign in, and leave nothing open. For each dialect extend this class and make a model; the tests run against a
 * {@link FakeClouds} on this machine and wait for nothing.
 *
 * <pre>{@code
 * class MyCloudContractTest extends ProviderContract {
 *     protected ChatModel model(Bench bench) {
 *         return MyCloud.at(bench.url()).apiKey(bench.key()).transport(bench.transport()).time(bench.time()).model("any");
 *     }
 *
 *     protected Vendor vendor() {
 *         return Vendor.AZURE; // whose paths and forms of errors it has
 *     }
 * }
 * }</pre>
 */
@Timeout(60)
public abstract class ProviderContract implements Answers, Streams, Refusals, Hints, Clocks, Endings, Credentials {
    private @Nullable Bench bench;

    /** For subclasses, one for each dialect. */
    protected ProviderContract() {}

    /**
     * The model under test: of the dialect in question, not reasoning as far as its profile tells, so that whole answers are
     * asked whole.
     */
    protected abstract ChatModel model(Bench bench);

    /** Whose paths and forms of errors the dialect has. */
    protected abstract Vendor vendor();

    /** As {@link #model(Bench)}, signed in by tokens; empty where there is no such thing. */
    protected Optional<ChatModel> model(Bench bench, Supplier<Token> tokens) {
        return Optional.empty();
    }

    /** What the dialect lacks. */
    protected Set<Trait> lacks() {
        return Set.of();
    }

    @BeforeEach
    final void open() {
        bench = new Bench(FakeClouds.start(), Transport.create(), Time.system());
        bench.cloud().as(vendor()).accepts(bench.key());
    }

    /** Whatever happened, nothing may be left: no answer half read, no connection lost. */
    @AfterEach
    final void leavesNothingOpen() {
        Bench mine = bench();
        try {
            mine.cloud().awaitIdle(SOON);
            mine.transport().close();
            mine.clouds().awaitConnections(0, SOON);
            Assertions.assertEquals(0, mine.transport().connections(), "connections in the pool");
        } finally {
            mine.transport().close();
            mine.clouds().close();
        }
    }

    @Override
    public final Bench bench() {
        Bench mine = bench;
        if (mine == null) {
            throw new IllegalStateException("made before each test");
        }
        return mine;
    }

    @Override
    public final ChatModel subject(Bench bench) {
        return model(bench);
    }

    @Override
    public final ChatModel subject(Bench bench, Supplier<Token> tokens) {
        return model(bench, tokens).orElseGet(() -> Assumptions.abort("there are no tokens"));
    }

    @Override
    public final boolean has(Trait trait) {
        return !lacks().contains(trait);
    }
}
