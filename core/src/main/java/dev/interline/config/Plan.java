package dev.interline.config;

import dev.interline.config.Node.Branch;
import dev.interline.config.Node.Word;
import dev.interline.config.Resolution.Missing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a file asks for: deployments and routes over them, everything resolved and nothing opened. */
final class Plan {
    /** Names must fit into lists with commas, paths with dots, and variables. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    static final String TRANSPORT = "transport";

    private static final String RELOAD = "reload";
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Environment environment;
    private final UnaryOperator<Deployment> change;
    private final Map<String, Planned> deployments = new LinkedHashMap<>();
    private final Map<String, Route> routes = new LinkedHashMap<>();
    private final Common transport;
    private final CatalogueSection catalogue;
    private final Telling telling;
    private final @Nullable Duration reload;

    /** A section that is meant for all deployments, which whoever opens them reads. */
    record Common(Settings settings, List<Missing> missing) {}

    /**
     * One deployment.
     *
     * @param named whether it has a name of its own; if not, it is written inside a route
     * @param missing the variables without which it cannot be opened
     */
    record Planned(boolean named, Settings settings, Kind kind, boolean optional, List<Missing> missing) {}

    /**
     * One model and its route.
     *
     * @param kind what its deployments must do
     */
    record Route(Settings settings, Kind kind, List<Entry> entries, List<Missing> missing) {}

    /**
     * One target of a route.
     *
     * @param deployment the key of its deployment in this plan
     * @param name what the route calls it
     * @param missing the variables of the entry itself that have no value
     */
    record Entry(Word deployment, String name, Settings settings, boolean optional, List<Missing> missing) {}

    private Plan(
            Environment environment,
            UnaryOperator<Deployment> change,
            Settings root,
            Common transport,
            CatalogueSection catalogue) {
        this.environment = environment;
        this.change = change;
        this.transport = transport;
        this.catalogue = catalogue;
        this.telling = Telling.of(root).orElse(Telling.FALSE);
        this.reload = root.duration(RELOAD).orElse(null);
        if (reload != null && reload.compareTo(SHORTEST) < 0) {
            throw root.problem(RELOAD, "is how often to look whether the file has changed: a second or more");
        }
    }

    static Plan of(Branch file, Environment environment, UnaryOperator<Deployment> change) {
        Settings root = root(file, environment);
        Branch deployments = root.branch("deployments");
        Branch models = root.branch("models");
        Branch transport = root.branch(TRANSPORT);
        CatalogueSection catalogue = CatalogueSection.read(root, environment);
        Plan plan = new Plan(
                environment,
                change,
                root,
                common(TRANSPORT, transport == null ? new Branch(Map.of(), file.place()) : transport, environment),
                catalogue);
        root.done();
        if (deployments != null) {
            each(
                    deployments,
                    "deployments.",
                    (name, section) ->
                            plan.deployments.put(name, plan.deployment(name, true, section, "deployments." + name)));
        }
        if (models != null && !models.nodes().isEmpty()) {
            each(models, "models.", (name, section) -> {
                plan.environment.section("models." + name);
                plan.routes.put(name, new RouteReader(plan, environment).read(section, "models." + name));
            });
        } else if (plan.deployments.values().stream().noneMatch(planned -> planned.kind() == Kind.EMBEDDINGS)) {
            throw root.problem("models", "is missing; name at least one model, with a route");
        }
        plan.routes.values().forEach(route -> route.entries().forEach(entry -> plan.check(route, entry)));
        return plan;
    }

    /** The top of the file: sections are resolved when they are read, single values at once. */
    private static Settings root(Branch file, Environment environment) {
        Branch root = file;
        for (String key : List.of(Telling.KEY, RELOAD)) {
            Node node = file.get(key);
            if (node instanceof Word) {
                Resolution resolution = new Resolution(environment);
                root = root.with(key, resolution.node(node, key));
                if (!resolution.missing().isEmpty()) {
                    throw new ConfigException(file.place().source() + ": " + Missing.error(resolution.missing()));
                }
            }
        }
        Settings settings = new Settings(root, "", environment);
        settings.expect(List.of(Profiles.KEY));
        return settings;
    }

    private static Common common(String name, Branch section, Environment environment) {
        environment.section(name);
        Resolution resolution = new Resolution(environment);
        Settings settings = new Settings(resolution.section(section, name), name, environment);
        return new Common(settings, resolution.missing());
    }

    /** How all deployments connect that do not say so themselves. */
    Common transport() {
        return transport;
    }

    /** How much is logged of calls, where a model does not say it itself. */
    Telling telling() {
        return telling;
    }

    /** How often to look whether the file has changed; null for never. */
    @Nullable
    Duration reload() {
        return reload;
    }

    /** What is known of models. */
    CatalogueSection catalogue() {
        return catalogue;
    }

    /** After everything was opened: a key that nobody knows is an error, unless nobody looked. */
    void done() {
        if (transport.settings().isRead()) {
            transport.settings().done();
        } else {
            environment.ignore(TRANSPORT);
        }
    }

    /** By name; those that are written inside a route by their path. */
    Map<String, Planned> deployments() {
        return deployments;
    }

    Map<String, Route> routes() {
        return routes;
    }

    /** Whether all may do without it: it says so itself, or each route does that names it. */
    boolean optional(String deployment, Planned planned) {
        if (planned.optional()) {
            return true;
        }
        List<Entry> entries = new ArrayList<>();
        for (Route route : routes.values()) {
            for (Entry entry : route.entries()) {
                if (entry.deployment().text().equals(deployment)) {
                    entries.add(entry);
                }
            }
        }
        return !entries.isEmpty() && entries.stream().allMatch(Entry::optional);
    }

    /** A deployment that is written inside a route is like the others, under its path instead of a name. */
    void inline(String name, Branch section, String path) {
        Planned planned = deployment(name, false, section, path);
        planned.settings().expect(RouteReader.OF_AN_INLINE_TARGET);
        deployments.put(path, planned);
    }

    private static void each(Branch parent, String path, BiConsumer<String, Branch> use) {
        parent.nodes().forEach((name, node) -> {
            checkName(name, node.place(), path + name);
            if (!(node instanceof Branch section)) {
                throw new ConfigException(
                        node.place() + ": " + path + name + ": needs keys of its own, not " + node.kind());
            }
            use.accept(name, section);
        });
    }

    static void checkName(String name, Place place, String path) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigException(place + ": " + path
                    + ": a name is made of letters, digits, '.', '_' and '-', and begins with a letter or a digit");
        }
    }

    private Planned deployment(String name, boolean named, Branch section, String path) {
        environment.section(path);
        Settings early = new Settings(new Resolution(environment).section(section, path), path, environment);
        String provider = early.optional("provider").orElse("");
        Deployment changed = change.apply(new Deployment(name, provider, section));
        Resolution resolution = new Resolution(environment);
        Settings settings = new Settings(resolution.section(changed.section(), path), path, environment);
        boolean optional = settings.flag("optional").orElse(false);
        Kind kind = settings.word("kind", Kind.class).orElse(Kind.CHAT);
        return new Planned(named, settings, kind, optional, resolution.missing());
    }

    private void check(Route route, Entry entry) {
        Word name = entry.deployment();
        Planned planned = deployments.get(name.text());
        if (planned != null && planned.kind() != route.kind()) {
            throw new ConfigException(
                    name.place() + ": " + entry.settings().path() + ": " + name.quoted()
                            + (planned.kind() == Kind.EMBEDDINGS
                                    ? " makes embeddings and cannot answer in a route of models; ask it by its own name, or write"
                                            + " kind: embeddings beside the route"
                                    : " answers and cannot stand in a route of kind embeddings; name deployments of that kind"));
        }
        if (entry.missing().isEmpty() && planned == null) {
            List<String> known = new ArrayList<>();
            deployments.forEach((key, each) -> {
                if (each.named() && each.kind() == route.kind()) {
                    known.add(key);
                }
            });
            throw new ConfigException(name.place() + ": " + entry.settings().path() + ": " + name.quoted()
                    + " is not among the deployments" + Nearest.among(name, known, "known are"));
        }
    }
}
