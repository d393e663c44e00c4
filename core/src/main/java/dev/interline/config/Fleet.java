package dev.interline.config;

import dev.interline.ModelListing;
import dev.interline.config.Node.Branch;
import dev.interline.config.Node.Word;
import dev.interline.config.Plan.Entry;
import dev.interline.config.Plan.Planned;
import dev.interline.config.Plan.Route;
import dev.interline.config.Resolution.Missing;
import dev.interline.route.EmbeddingRouter;
import dev.interline.route.Target;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens the deployments of a plan, each once: routes that name the same one share its health. Leaves out what is
 * optional and cannot be opened for want of a variable or an artifact; everything else that is wrong is an error.
 */
final class Fleet {
    private final String source;
    private final Plan plan;
    private final Providers providers;

    Fleet(String source, Plan plan, Providers providers) {
        this.source = source;
        this.plan = plan;
        this.providers = providers;
    }

    /**
     * What was opened, by the keys of the plan; what was left out is missing.
     *
     * @param targets those that chat
     * @param embeddings those that make vectors
     * @param routes those over deployments that make vectors, by the names of their models
     * @param listings what their credentials can see, of those whose cloud tells
     * @param sections what the file says of them
     * @param absent why what was left out is missing
     * @param transport what the file says of connections; null when nothing was opened yet
     */
    record Opened(
            Map<String, Target> targets,
            Map<String, Target> embeddings,
            Map<String, EmbeddingRouter> routes,
            Map<String, ModelListing> listings,
            Map<String, Branch> sections,
            Map<String, String> absent,
            @Nullable Branch transport) {
        static final Opened NOTHING = new Opened(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), null);

        Map<String, Target> of(Kind kind) {
            return kind == Kind.EMBEDDINGS ? embeddings : targets;
        }
    }

    /**
     * Opens what is not open already.
     *
     * @param before what was opened for the last version of the file: stays as it is, with its health and connections,
     *     where the file says the same as then
     */
    Opened open(Shared shared, Opened before) {
        checkVariables();
        Map<String, Provider> chosen = new LinkedHashMap<>();
        Map<String, String> absent = new LinkedHashMap<>();
        plan.deployments().forEach((key, planned) -> {
            Provider provider = provider(key, planned, absent);
            if (provider != null) {
                chosen.put(key, provider);
            }
        });
        Opened opened = new Opened(
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                absent,
                plan.transport().settings().section());
        plan.deployments().forEach((key, planned) -> {
            Provider provider = chosen.get(key);
            if (provider == null) {
                return;
            }
            Branch section = planned.settings().section();
            boolean same = Node.isSame(before.sections().get(key), section);
            opened.sections().put(key, section);
            Target known = same ? before.of(planned.kind()).get(key) : null;
            opened.of(planned.kind()).put(key, known != null ? known : target(key, planned, provider, shared));
            ModelListing listing = shared.listing(planned.settings().path());
            ModelListing either =
                    listing != null || !same ? listing : before.listings().get(key);
            if (either != null) {
                opened.listings().put(key, either);
            }
        });
        return opened;
    }

    /** Whoever has three variables to set wants to hear of all three. */
    private void checkVariables() {
        Set<Missing> missing = new LinkedHashSet<>(plan.transport().missing());
        plan.deployments().forEach((key, planned) -> {
            if (!plan.optional(key, planned)) {
                missing.addAll(planned.missing());
            }
        });
        for (Route route : plan.routes().values()) {
            missing.addAll(route.missing());
            for (Entry entry : route.entries()) {
                if (!entry.optional()) {
                    missing.addAll(entry.missing());
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new ConfigException(source + ": " + Missing.error(missing));
        }
    }

    private @Nullable Provider provider(String key, Planned planned, Map<String, String> absent) {
        Settings settings = planned.settings();
        boolean optional = plan.optional(key, planned);
        if (!planned.missing().isEmpty()) {
            leaveOut(key, planned, Missing.words(planned.missing()), absent);
            return null;
        }
        Word name = settings.word("provider");
        if (name == null) {
            throw settings.problem("provider", "is missing; known are: " + String.join(", ", providers.names()));
        }
        Provider provider = providers.get(name.text());
        if (provider != null) {
            return provider;
        }
        String artifact = Providers.artifact(name.text());
        if (artifact == null) {
            throw settings.problem(
                    "provider", name.quoted() + " is not known" + Nearest.among(name, providers.names(), "known are"));
        }
        if (!optional) {
            throw settings.problem(
                    "provider",
                    name.text() + " is not on the class path; add the artifact " + artifact
                            + ", or mark the deployment as optional: true");
        }
        leaveOut(key, planned, artifact + " is not on the class path", absent);
        return null;
    }

    private static void leaveOut(String key, Planned planned, String why, Map<String, String> absent) {
        absent.put(key, why);
        planned.settings().leaveOut(why);
    }

    private static Target target(String key, Planned planned, Provider provider, Shared shared) {
        Settings settings = planned.settings();
        Target opened = planned.kind() == Kind.EMBEDDINGS
                ? Target.of(open(settings, () -> provider.openEmbeddings(settings, shared)))
                : Target.of(open(settings, () -> provider.open(settings, shared)));
        Target target = opened.name(key).profile(profile -> {
            new Declared(settings).rest(profile);
            return profile;
        });
        settings.done();
        return target;
    }

    private static <T> T open(Settings settings, Supplier<T> open) {
        settings.expect(Declared.KEYS);
        try {
            return open.get();
        } catch (ConfigException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            String why = e.getMessage();
            ConfigException problem = settings.problem("", "cannot be opened: " + (why == null ? e.toString() : why));
            problem.initCause(e);
            throw problem;
        }
    }
}
