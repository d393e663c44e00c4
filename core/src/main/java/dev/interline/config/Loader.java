package dev.interline.config;

import dev.interline.EmbeddingModel;
import dev.interline.Interline;
import dev.interline.ModelId;
import dev.interline.ModelListing;
import dev.interline.catalogue.Catalogue;
import dev.interline.route.EmbeddingRouter;
import dev.interline.route.Router;
import dev.interline.route.Target;
import dev.interline.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private Function<String, @Nullable String> variables = System::getenv;
    private Set<String> names = System.getenv().keySet();
    private UnaryOperator<Deployment> change = UnaryOperator.identity();
    private Time time = Time.system();
    private @Nullable String standIn;
    private boolean warm = true;
    private @Nullable List<String> profiles;
    private @Nullable Duration watching;
    private final List<Consumer<Shared>> given = new ArrayList<>();

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

    /**
     * Whether the credentials of all deployments are fetched in the background once the file is loaded, so that a
     * standby without one is found out before it is needed; true unless set. What fails is a warning.
     */
    public Loader warm(boolean wanted) {
        this.warm = wanted;
        return this;
    }

    /**
     * Lays these profiles of the file over the rest of it, the last on top, instead of those that the environment
     * variable {@code INTERLINE_PROFILE} or the system property {@code interline.profile} names.
     *
     * @param names none for the file without any
     */
    public Loader profile(String... names) {
        this.profiles = List.of(names);
        return this;
    }

    /**
     * Looks at this pace whether the file, or a file that it refers to, has changed, and then
     * {@linkplain Interline#reload() loads it again}, until what was loaded is closed. A file that cannot be used is a
     * warning in the log, once for each content, and what was loaded before stays. Goes before the key {@code reload} of
     * the file.
     *
     * @throws IllegalArgumentException when it is shorter than a second
     */
    public Loader watching(Duration pace) {
        if (pace.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("a file is looked at once a second at most, not every " + pace);
        }
        this.watching = pace;
        return this;
    }

    /**
     * A thing that everything opened shares, where it would be made as the file says: a transport of wire, say. Closed with
     * the rest.
     *
     * @param make called once for each file that is loaded
     */
    public <T> Loader sharing(Class<T> type, Supplier<? extends T> make) {
        given.add(shared -> shared.get(type, make));
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
        return load(Source::find);
    }

    /** As {@link Interline#load(Path)}. */
    public Interline load(Path file) {
        return load(environment -> Source.file(file, environment));
    }

    private Interline load(Function<Environment, Source> source) {
        Shared shared = new Shared(time);
        given.forEach(give -> give.accept(shared));
        Loader same = copy();
        AtomicReference<Fleet.Opened> fleet = new AtomicReference<>(Fleet.Opened.NOTHING);
        Watcher watcher = new Watcher(shared);
        Interline first = closingOnFailure(shared, () -> same.open(source, Set.of(), shared, fleet, watcher));
        Interline interline = first.reloading(models -> {
            Shared next = shared.child();
            return closingOnFailure(next, () -> same.open(source, models, next, fleet, watcher));
        });
        watcher.start(interline::reload);
        return interline;
    }

    /**
     * Opens what the source says now.
     *
     * @param kept models that must be there
     * @param fleet what is open already, and what is afterwards
     */
    private Interline open(
            Function<Environment, Source> where,
            Set<String> kept,
            Shared shared,
            AtomicReference<Fleet.Opened> fleet,
            Watcher watcher) {
        Environment environment = new Environment(variables, names, standIn);
        try {
            Source source = where.apply(environment);
            List<String> laid = profiles == null ? Profiles.chosen(environment) : profiles;
            Node.Branch file = Profiles.laid(source.read(), laid);
            Plan plan = Plan.of(file, environment, change);
            Supplier<String> description = () -> Description.of(source.name(), laid, file, environment);
            Interline interline = open(source, plan, description, environment, kept, shared, fleet);
            watcher.pace(watching == null ? plan.reload() : watching);
            return interline;
        } finally {
            watcher.saw(environment.files());
        }
    }

    /** Vectors that are kept somewhere must not meet others. */
    private static void checkReplacement(@Nullable EmbeddingRouter before, EmbeddingRouter now, Plan.Route route) {
        try {
            if (before != null) {
                before.checkReplacement(now);
            }
        } catch (IllegalArgumentException e) {
            throw route.settings().problem("route", "has changed, and the model is in use: " + e.getMessage());
        }
    }

    private static Map<ModelId, ModelListing> listings(Fleet.Opened opened) {
        Map<ModelId, ModelListing> listings = new LinkedHashMap<>();
        opened.listings().forEach((key, listing) -> {
            Target target =
                    opened.targets().getOrDefault(key, opened.embeddings().get(key));
            if (target != null) {
                listings.put(target.profile().id(), listing);
            }
        });
        return listings;
    }

    /** What is not known is not checked and not counted: somebody should hear of it once. */
    private static void unknown(Fleet.Opened opened, Fleet.Opened before) {
        List<String> names = new ArrayList<>();
        opened.targets().forEach((name, target) -> {
            if (target != before.targets().get(name)
                    && (target.profile().price().isEmpty()
                            || target.profile().contextWindow().isEmpty())) {
                names.add(name);
            }
        });
        if (!names.isEmpty()) {
            LOG.warn(
                    "price or context window of {} are not known: costs are not told, lengths not checked; declare a"
                            + " model that the catalogue has, or price and context-window",
                    String.join(", ", names));
        }
    }

    /** What is set on the loader later is for what it loads later. */
    private Loader copy() {
        Loader copy = new Loader();
        copy.providers.putAll(providers);
        copy.variables = variables;
        copy.names = names;
        copy.change = change;
        copy.time = time;
        copy.standIn = standIn;
        copy.warm = warm;
        copy.profiles = profiles;
        copy.watching = watching;
        return copy;
    }

    private static Interline closingOnFailure(Shared shared, Supplier<Interline> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            try {
                shared.close();
            } catch (RuntimeException notClosed) {
                e.addSuppressed(notClosed);
            }
            throw e;
        }
    }

    private Interline open(
            Source source,
            Plan plan,
            Supplier<String> description,
            Environment environment,
            Set<String> kept,
            Shared shared,
            AtomicReference<Fleet.Opened> fleet) {
        Fleet.Opened before = fleet.get();
        Node.Branch transport = plan.transport().settings().section();
        shared.section(Plan.TRANSPORT, plan.transport().settings());
        for (String name : kept) {
            Plan.Route route = plan.routes().get(name);
            if (route == null) {
                throw new ConfigException(source.name() + ": models." + name
                        + ": is missing; it is in use, keep it or start the program anew");
            }
            if ((route.kind() == Kind.EMBEDDINGS) != before.routes().containsKey(name)) {
                throw route.settings().problem("kind", "has changed; the model is in use, start the program anew");
            }
        }
        if (before.transport() != null && !Node.isSame(before.transport(), transport)) {
            throw new ConfigException(source.name() + ": " + Plan.TRANSPORT
                    + ": has changed; connections are kept, so start the program anew, or write the section into the"
                    + " deployments that need it");
        }
        CatalogueSection catalogue = shared.get(CatalogueSection.class, plan::catalogue);
        if (!catalogue.isSame(plan.catalogue())) {
            throw new ConfigException(source.name() + ": " + CatalogueSection.KEY
                    + ": has changed; what deployments took from it is kept, so start the program anew, or write prices"
                    + " into the deployments");
        }
        shared.get(Catalogue.class, catalogue::catalogue).warnWhenStale(time);
        Fleet.Opened opened = new Fleet(source.name(), plan, new Providers(providers)).open(shared, before);
        Map<String, Target> targets = opened.targets();
        Map<String, Target> named = new LinkedHashMap<>();
        Map<String, EmbeddingModel> embeddings = new LinkedHashMap<>();
        plan.deployments().forEach((key, planned) -> {
            Target target = opened.of(planned.kind()).get(key);
            if (planned.named() && target != null) {
                if (target.makesVectors()) {
                    embeddings.put(key, target.embeddings());
                } else {
                    named.put(key, target);
                }
            }
        });
        Map<String, Router> models = new LinkedHashMap<>();
        Routes routes = new Routes(opened, shared, plan.telling());
        plan.routes().forEach((name, route) -> {
            if (route.kind() == Kind.EMBEDDINGS) {
                EmbeddingRouter router = routes.embeddings(name, route);
                checkReplacement(before.routes().get(name), router, route);
                opened.routes().put(name, router);
                embeddings.put(name, router);
            } else {
                models.put(name, routes.router(name, route));
            }
        });
        plan.done();
        environment.done(source.name());
        unknown(opened, before);
        Interline interline =
                Interline.of(models, named, embeddings, shared).described(description.get(), listings(opened));
        fleet.set(opened);
        if (warm) {
            Set<Target> cold = new LinkedHashSet<>(targets.values());
            cold.addAll(opened.embeddings().values());
            cold.removeAll(before.targets().values());
            cold.removeAll(before.embeddings().values());
            Warmth.spread(cold, shared);
        }
        return interline;
    }
}
