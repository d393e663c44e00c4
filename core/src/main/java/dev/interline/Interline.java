package dev.interline;

import dev.interline.config.ConfigException;
import dev.interline.config.Loader;
import dev.interline.config.Shared;
import dev.interline.route.EmbeddingRouter;
import dev.interline.route.Router;
import dev.interline.route.Target;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The models that a configuration file names. A program asks for a model by name; which cloud answers, and what happens
 * when it does not, stands in the file.
 *
 * <pre>{@code
 * try (Interline interline = Interline.load()) {
 *     System.out.println(interline.model("chat").ask("Why is the sky blue?"));
 * }
 * }</pre>
 *
 * <pre>{@code
 * deployments:                      # each has one breaker and one quota, however many routes name it
 *   azure:
 *     provider: azure
 *     endpoint: https://my-resource.openai.azure.com
 *     deployment: gpt-5-mini
 *     api-key: ${AZURE_OPENAI_API_KEY}
 *   bedrock:
 *     provider: bedrock
 *     region: us-east-1
 *     model-id: us.anthropic.claude-haiku-4-5-20251001-v1:0
 *     optional: true                # left out when its variables or its artifact are missing
 * models:
 *   chat:
 *     route: [azure, bedrock]
 *     deadline: 90s
 * }</pre>
 *
 * <p>A deployment says who its {@code provider} is, and in that cloud's own words where it is; what is written under
 * {@code deployments} is opened also when no route names it. In a route stand names, or sections with
 * {@code deployment}, {@code weight}, {@code region} and another {@code name}, or deployments themselves. A deployment of
 * {@code kind: embeddings} makes vectors, perhaps of as many {@code dimensions} as it says; it is asked for by
 * {@link #embeddings(String)}, alone or through a model of that kind, whose deployments have the same model and dimensions:
 *
 * <pre>{@code
 * models:
 *   search:
 *     kind: embeddings
 *     route: [sweden, france]
 * }</pre>
 *
 * <p>What is known of a deployment is said there, if its provider does not know it: {@code model}, {@code family},
 * {@code reasons}, {@code region}, {@code residency}, {@code context-window}, {@code max-output}, {@code abilities},
 * {@code price} and {@code limits}. How a route behaves is said beside {@code route}; every setting of {@link Router}
 * that is not code has a key:
 *
 * <pre>{@code
 * models:
 *   chat:
 *     route:
 *       - azure
 *       - {deployment: bedrock, weight: 20, group: 2}   # a later group is for when the earlier ones are of no use
 *     constraints:
 *       residencies: [eu]             # also regions, clouds, models, abilities, min-context
 *       max-price: {input: 1, output: 5}                # US dollars for a million tokens
 *     strategy: sticky(cheapest)      # or in-order (unless set), weighted, round-robin, least-busy, fastest, cheapest
 *     on-stream-failure: continue     # or fail (unless set), restart
 *     hedging: {after: p95, at-most: 5%}               # or after: 2s; off unless set
 *     min-throughput: 5 tokens/s over 15s
 *     sticky: 5m                      # how long a conversation stays where it was answered; true unless set, false
 *     exercise: 0.5%                  # of the calls go to a standby first
 * }</pre>
 *
 * <p>The key {@code catalogue} at the top adds models and prices to those of the
 * {@linkplain dev.interline.catalogue.Catalogue catalogue} that comes with the library, or replaces it; {@code budget} in a
 * model says how much may be spent.
 *
 * <p>At the top may also stand {@code log-calls: true} for a line in the log for each call ({@link
 * dev.interline.route.CallLog}), {@code reload: 30s} to look for changes at that pace, and {@code profiles}: what is laid
 * over the rest of the file where the environment variable {@code INTERLINE_PROFILE} names it.
 *
 * <p>A value may refer to variables: {@code ${NAME}} or {@code ${NAME:default}}, from the environment first and then
 * from the system properties, or to what a file holds: {@code ${file:/run/secrets/key}}; <code>$${</code> stands for the
 * characters themselves. A variable that is set to nothing
 * counts as missing. Any setting can be overridden from outside: {@code models.chat.deadline} by the environment
 * variable {@code INTERLINE_MODELS_CHAT_DEADLINE} or the system property {@code interline.models.chat.deadline}. So
 * {@code INTERLINE_MODELS_CHAT_ORDER=bedrock,azure} asks these two first, in that order, and the others of the route
 * after them, while {@code INTERLINE_MODELS_CHAT_ROUTE=bedrock} asks nobody else. An override of an unknown setting in
 * a section that is in the file is an error; one for a section that is not there is a warning, as it may be meant for
 * another file.
 *
 * <p>The file is read strictly: whatever is not known, missing or impossible is a {@link ConfigException} that says
 * where. Loading opens no connection; credentials are fetched in the background afterwards, and one that cannot be had
 * is a warning. Thread-safe.
 */
public final class Interline implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Shared shared;
    private final Function<Set<String>, Interline> again;
    private volatile Map<String, Router> models;
    private volatile Map<String, Target> deployments;
    private volatile Map<String, EmbeddingModel> embeddings;
    private volatile Map<ModelId, ModelListing> listings;
    private volatile String description;

    private Interline(
            Map<String, Router> models,
            Map<String, Target> deployments,
            Map<String, EmbeddingModel> embeddings,
            Map<ModelId, ModelListing> listings,
            String description,
            Shared shared,
            Function<Set<String>, Interline> again) {
        this.models = copy(models);
        this.deployments = copy(deployments);
        this.embeddings = copy(embeddings);
        this.listings = Map.copyOf(listings);
        this.description = description;
        this.shared = shared;
        this.again = again;
    }

    private static <T> Map<String, T> copy(Map<String, T> named) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    /**
     * Loads the file that the environment variable {@code INTERLINE_CONFIG} names, or else the system property
     * {@code interline.config}, or else {@code interline.yaml} on the class path.
     *
     * @throws ConfigException when there is none, or it cannot be used
     */
    public static Interline load() {
        return loader().load();
    }

    /**
     * Loads a file.
     *
     * @param file its name ends in {@code .yaml}, {@code .yml} or {@code .properties}; it holds UTF-8
     * @throws ConfigException when it cannot be used
     */
    public static Interline load(Path file) {
        return loader().load(file);
    }

    /** Loads with other variables, providers or clocks than the program's own. */
    public static Loader loader() {
        return new Loader();
    }

    /**
     * Models that were made by hand, under names; for tests of what is written against this class.
     *
     * @param deployments by name, those that can be asked for themselves; may be empty
     * @param shared closed with this
     */
    public static Interline of(Map<String, Router> models, Map<String, Target> deployments, Shared shared) {
        return of(models, deployments, Map.of(), shared);
    }

    /** As {@link #of(Map, Map, Shared)}, with models that make vectors. */
    public static Interline of(
            Map<String, Router> models,
            Map<String, Target> deployments,
            Map<String, EmbeddingModel> embeddings,
            Shared shared) {
        String description = "# made by hand\nmodels: " + models.keySet() + "\n";
        return new Interline(models, deployments, embeddings, Map.of(), description, shared, kept -> {
            throw new ConfigException("these models were made by hand, there is no file to load again");
        });
    }

    /**
     * For the loader: the same, and how to get it as the file says it now.
     *
     * @param again loads it, with these models at least
     */
    public Interline reloading(Function<Set<String>, Interline> again) {
        return new Interline(models, deployments, embeddings, listings, description, shared, again);
    }

    /**
     * For the loader: the same, and what it tells of itself.
     *
     * @param description for {@link #describe()}; without secrets
     * @param listings for {@link #listing}
     */
    public Interline described(String description, Map<ModelId, ModelListing> listings) {
        return new Interline(models, deployments, embeddings, listings, description, shared, again);
    }

    /**
     * Loads the file again, while calls run: the models that a program holds answer as the file says now, and calls
     * under way keep to what it said when they began. Deployments of which it says the same keep their connections and
     * what is known of their health; what older ones had opened is closed with this. Copies that a program made of a
     * model, with settings of its own, and deployments that make vectors stay as they are where they are held.
     *
     * @throws ConfigException when the file cannot be used, or lacks a model that it had; everything then stays as it
     *     was
     */
    public void reload() {
        lock.lock();
        try {
            Set<String> inUse = new LinkedHashSet<>(models.keySet());
            embeddings.forEach((name, model) -> {
                if (model instanceof EmbeddingRouter) {
                    inUse.add(name);
                }
            });
            Interline now = again.apply(inUse);
            Map<String, Router> all = new LinkedHashMap<>();
            now.models.forEach((name, router) -> {
                Router held = models.get(name);
                if (held != null) {
                    held.replaceBy(router);
                }
                all.put(name, held == null ? router : held);
            });
            Map<String, EmbeddingModel> vectors = new LinkedHashMap<>();
            now.embeddings.forEach((name, model) -> {
                if (embeddings.get(name) instanceof EmbeddingRouter held && model instanceof EmbeddingRouter changed) {
                    held.replaceBy(changed);
                    vectors.put(name, held);
                } else {
                    vectors.put(name, model);
                }
            });
            models = copy(all);
            deployments = now.deployments;
            embeddings = copy(vectors);
            listings = now.listings;
            description = now.description;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The model of that name that answers.
     *
     * @throws ConfigException when there is none, with the names that there are
     */
    public Router model(String name) {
        return get(models, name, "model");
    }

    /** The names of the models that answer, in the order of the file. */
    public Set<String> models() {
        return models.keySet();
    }

    /**
     * A deployment that chats and has a name in the file, to look at it or to ask it alone.
     *
     * @throws ConfigException when there is none, with the names that there are
     */
    public Target deployment(String name) {
        return get(deployments, name, "deployment");
    }

    /** The names of the deployments in the order of the file, but for optional ones that were left out. */
    public Set<String> deployments() {
        return deployments.keySet();
    }

    /**
     * The model of that name that makes vectors, or else the deployment.
     *
     * @throws ConfigException when there is none, with the names that there are
     */
    public EmbeddingModel embeddings(String name) {
        return get(embeddings, name, "model of embeddings");
    }

    /** The names of the deployments and models that make vectors, but for deployments that were left out. */
    public Set<String> embeddings() {
        return embeddings.keySet();
    }

    /**
     * The models that the credential of a deployment can see, for whoever looks for one that is not there. Asks nobody yet.
     *
     * @param model a deployment's, from its profile
     * @return empty where its cloud keeps no such list
     */
    public Optional<ModelListing> listing(ModelId model) {
        return Optional.ofNullable(listings.get(model));
    }

    /**
     * The configuration as it holds now, in YAML for people: profiles laid over the file, overrides applied and references
     * resolved, each with a comment that says where it comes from, and for models also what holds because nothing was set.
     * Secrets are masked: what stands under a key that holds one, what a file holds, and the value of a variable wherever
     * it is not known to be harmless.
     */
    public String describe() {
        return description;
    }

    private static <T> T get(Map<String, T> named, String name, String what) {
        T found = named.get(name);
        if (found == null) {
            throw ConfigException.unknown(what, name, named.keySet());
        }
        return found;
    }

    /** Closes what was opened for the file; the models cannot be used any more. Closing again does nothing. */
    @Override
    public void close() {
        shared.close();
    }

    @Override
    public String toString() {
        return "Interline" + models.keySet();
    }
}
