package dev.interline.examples;

import dev.interline.Interline;
import dev.interline.route.Router;
import dev.interline.testkit.FakeClouds;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an example runs on: the real clouds of {@code interline.yaml} where credentials are found, else fake ones on this
 * machine, by the same file.
 */
final class Clouds implements AutoCloseable {
    private static final List<String> SIGNS = List.of("AZURE_OPENAI_ENDPOINT", "AWS_REGION", "GOOGLE_CLOUD_PROJECT");

    private final Interline interline;
    private final @Nullable FakeClouds fake;

    private Clouds(Interline interline, @Nullable FakeClouds fake) {
        this.interline = interline;
        this.fake = fake;
    }

    /**
     * Real clouds if there are credentials, else fake ones.
     *
     * @param script what the fake ones say
     */
    static Clouds found(Terminal terminal, Consumer<FakeClouds> script) {
        if (SIGNS.stream().anyMatch(name -> System.getenv(name) != null)) {
            terminal.note("Credentials found: asking the real clouds of interline.yaml.");
            return new Clouds(Interline.load(), null);
        }
        terminal.note("No credentials found: running on fake clouds on this machine, by the same interline.yaml.");
        terminal.note("(For the real ones set AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_API_KEY, AWS_REGION,");
        terminal.note(" or GOOGLE_CLOUD_PROJECT, with the credentials that belong to them.)");
        return fake(script);
    }

    /** Fake clouds that say this. */
    static Clouds fake(Consumer<FakeClouds> script) {
        FakeClouds fake = FakeClouds.start();
        script.accept(fake);
        return new Clouds(fake.load(), fake);
    }

    Router model(String name) {
        return interline.model(name);
    }

    boolean areReal() {
        return fake == null;
    }

    @Override
    public void close() {
        interline.close();
        if (fake != null) {
            fake.close();
        }
    }
}
