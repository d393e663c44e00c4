package dev.interline.testkit;

import dev.interline.Interline;
import dev.interline.config.Loader;
import dev.interline.route.Router;
import dev.interline.testing.ManualTime;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * {@link FakeClouds} for JUnit 5, with the application's own configuration file loaded on them:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final FakeCloudsExtension clouds = FakeCloudsExtension.of(Path.of("src/main/resources/interline.yaml"));
 *
 * @Test
 * void anOutageIsNotSeen() {
 *     clouds.on("azure").fails(503);
 *     clouds.on("bedrock").says("Minerals.");
 *
 *     assertThat(new Shop(clouds.model("chat")).answer("Why is the sea salty?")).isEqualTo("Minerals.");
 *     clouds.on("azure").mustHaveBeenAsked("salty");
 * }
 * }</pre>
 *
 * <p>Each test begins with empty scripts and freshly loaded models, so that nobody's outage is remembered. In a static field
 * the server is one for the class and keeps its address, for applications that are started once; else each test has its own.
 * Methods of tests may have parameters of the types {@link FakeClouds}, {@link Interline} and {@link ManualTime}. Under the
 * failure of a test stands what was asked and answered, as a suppressed {@link AssertionError}, without credentials and
 * prompts. Not for tests that run at the same time as others of their class.
 */
public final class FakeCloudsExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver,
                TestExecutionExceptionHandler {

    private final @Nullable Path file;
    private UnaryOperator<Loader> change = UnaryOperator.identity();
    private boolean virtual;
    /** How many classes deep it is, with those nested in the first; 0 where it is no class's. */
    private int classes;

    private @Nullable FakeClouds clouds;
    private @Nullable Interline interline;
    private @Nullable ManualTime time;

    /** For {@code @ExtendWith}: the configuration is found as by {@link Interline#load()}, and time is real. */
    public FakeCloudsExtension() {
        this(null);
    }

    private FakeCloudsExtension(@Nullable Path file) {
        this.file = file;
    }

    /** With the configuration that {@link Interline#load()} finds; none is needed by who asks for no model of it. */
    public static FakeCloudsExtension create() {
        return new FakeCloudsExtension();
    }

    /** With this configuration file. */
    public static FakeCloudsExtension of(Path configuration) {
        return new FakeCloudsExtension(configuration);
    }

    /**
     * Clouds {@linkplain FakeClouds#inMemory in memory} and a clock that jumps whenever all wait: backoff, deadlines and
     * outages of hours take no time. Only models loaded here can reach these clouds.
     */
    public FakeCloudsExtension virtualTime() {
        virtual = true;
        return this;
    }

    /** Loads with variables or providers of the test's own. */
    public FakeCloudsExtension loading(UnaryOperator<Loader> change) {
        this.change = change;
        return this;
    }

    /** The clouds of the test that runs. */
    public FakeClouds clouds() {
        return running(clouds);
    }

    /** A target of the clouds, as {@link FakeClouds#on}. */
    public FakeCloud on(String target) {
        return clouds().on(target);
    }

    /** What the configuration says, loaded for the test that runs when it is first asked for. */
    public Interline interline() {
        Interline loaded = interline;
        if (loaded == null) {
            Loader loader = change.apply(clouds().loader());
            loaded = file == null ? loader.load() : loader.load(file);
            interline = loaded;
        }
        return loaded;
    }

    /** A model of the configuration. */
    public Router model(String name) {
        return interline().model(name);
    }

    /**
     * The clock of the test that runs.
     *
     * @throws IllegalStateException when time is real
     */
    public ManualTime time() {
        ManualTime clock = time;
        if (clock == null) {
            throw new IllegalStateException("time is real here; register FakeCloudsExtension.create().virtualTime()");
        }
        return clock;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (classes++ == 0) {
            begin();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (classes > 0 && !virtual) {
            clouds().reset();
        } else {
            begin();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Interline loaded = interline;
        interline = null;
        if (loaded != null) {
            loaded.close();
        }
        if (classes == 0) {
            end();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--classes == 0) {
            end();
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        String told = clouds().told();
        failure.addSuppressed(new Told(told.isEmpty() ? "no cloud was asked anything" : told));
        throw failure;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == FakeClouds.class || type == Interline.class || type == ManualTime.class && virtual;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == FakeClouds.class ? clouds() : type == Interline.class ? interline() : time();
    }

    private void begin() {
        end();
        if (virtual) {
            ManualTime clock = new ManualTime();
            time = clock;
            clouds = FakeClouds.inMemory(clock);
        } else {
            clouds = FakeClouds.start();
        }
    }

    private void end() {
        FakeClouds open = clouds;
        clouds = null;
        if (open != null) {
            open.close();
        }
    }

    private static <T> T running(@Nullable T thing) {
        if (thing == null) {
            throw new IllegalStateException("no test is running; annotate the field with @RegisterExtension");
        }
        return thing;
    }

    /** Comes along with a failure and needs no stack of its own. */
    private static final class Told extends AssertionError {

        private static final long serialVersionUID = 1;

        Told(String lines) {
            super("what was asked and answered:\n" + lines);
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
