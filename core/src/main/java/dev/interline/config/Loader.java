package dev.interline.config;

import dev.interline.Interline;
import dev.interline.route.Router;
import dev.interline.route.Target;
import dev.interline.time.Time;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Loads a configuration file in other surroundings than the program's own: for tests, and for programs that bring
 * providers or variables of their own. Not thread-safe.
 *
 * <pre>{@code
 * Interline interline = Interline.loader()
 *         .environment(Map.of("AZURE_OPENAI_API_KEY", "test"))
 *         .deployment(found -> found.with("endpoint", server.url(found.name())))
 *         .load(Path.of("interline.yaml"));
 * }</pre>
 */
public final class Loader {
    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private Function<String, @Nullable String> variables = System::getenv;
    private Set<String> names = System.getenv().keySet();
    private UnaryOperator<Deployment> change = UnaryOperator.identity();
    private Time time = Time.system();
    private @Nullable String standIn;

    /** The program's own environment, and the providers on its class path. */
    public Loader() {}

    /** These variables instead of the environment. System properties are still looked at where one is missing. */
    public Loader environment(Map<String, String> variables) {
        Map<String, String> copy = Map.copyOf(variables);
        this.variables = copy::get;
        this.names = copy.keySet();
        return this;
    }

    /**
     * Variables from elsewhere, such as a store of secrets, instead of the environment. As they cannot be listed,
     * nobody notices when one is meant to override a setting but is misspelt.
     *
     * @param variables gives the value of a variable, or null
     */
    public Loader environment(Function<String, @Nullable String> variables) {
        this.variables = variables;
        this.names = Set.of();
        return this;
    }

    /**
     * A value for every variable that has neither a value nor a default: for tests, which have no credentials. Optional
     * deployments are then not left out for want of one.
     */
    public Loader standIn(String value) {
        this.standIn = value;
        return this;
    }

    /** A provider that is not found on the class path, or is to be used instead of the one of its name there. */
    public Loader provider(Provider provider) {
        providers.put(provider.name(), provider);
        return this;
    }

    /** The clock of everything that is opened. */
    public Loader time(Time time) {
        this.time = time;
        return this;
    }

    /** Changes each deployment before it is opened; called again, the changes follow each other. */
    public Loader deployment(UnaryOperator<Deployment> change) {
        UnaryOperator<Deployment> before = this.change;
        this.change = found -> change.apply(before.apply(found));
        return this;
    }

    /** As {@link Interline#load()}. */
    public Interline load() {
        Environment environment = new Environment(variables, names, standIn);
        return load(Source.find(environment), environment);
    }

    /** As {@link Interline#load(Path)}. */
    public Interline load(Path file) {
        return load(Source.file(file), new Environment(variables, names, standIn));
    }

    private Interline load(Source source, Environment environment) {
        Plan plan = Plan.of(source.read(), environment, change);
        Shared shared = new Shared(time, Map.of(Plan.TRANSPORT, plan.transport().settings()));
        try {
            return open(source, plan, environment, shared);
        } catch (RuntimeException | Error e) {
            try {
                shared.close();
            } catch (RuntimeException notClosed) {
                e.addSuppressed(notClosed);
            }
            throw e;
        }
    }

    private Interline open(Source source, Plan plan, Environment environment, Shared shared) {
        Fleet.Opened opened = new Fleet(source.name(), plan, new Providers(providers)).open(shared);
        Map<String, Target> targets = opened.targets();
        Map<String, Router> models = new LinkedHashMap<>();
        Routes routes = new Routes(targets, time);
        plan.routes().forEach((name, route) -> models.put(name, routes.router(name, route)));
        plan.done();
        environment.done(source.name());
        Map<String, Target> named = new LinkedHashMap<>();
        plan.deployments().forEach((key, planned) -> {
            Target target = targets.get(key);
            if (planned.named() && target != null) {
                named.put(key, target);
            }
        });
        return Interline.of(models, named, opened.embeddings(), shared);
    }
}
