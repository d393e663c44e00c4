package dev.interline.config;

import dev.interline.config.Node.Branch;
import dev.interline.config.Node.Items;
import dev.interline.config.Node.Word;
import dev.interline.config.Plan.Entry;
import dev.interline.config.Plan.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the route of a model in all its forms: names of deployments, one name alone, names with a weight and more, and
 * deployments that are written on the spot.
 */
final class RouteReader {
    /** What an entry with a deployment inside keeps for itself; the rest belongs to the deployment. */
    static final List<String> OF_AN_INLINE_TARGET = List.of("name", "weight", "group", "optional");

    private final Plan plan;
    private final Environment environment;

    RouteReader(Plan plan, Environment environment) {
        this.plan = plan;
        this.environment = environment;
    }

    Route read(Branch section, String path) {
        // the entries of a list are resolved one by one: what one of them lacks may be optional
        boolean listed = section.get("route") instanceof Items && environment.override(path + ".route") == null;
        Resolution resolution = new Resolution(environment);
        Branch resolved = resolution.section(listed ? section.with("route", null) : section, path);
        Settings settings = new Settings(resolved, path, environment);
        settings.expect(List.of("route", "deployment"));
        Kind kind = settings.word("kind", Kind.class).orElse(Kind.CHAT);
        List<Node> nodes =
                listed && section.get("route") instanceof Items list ? list.nodes() : settings.items("route");
        Word alone = settings.word("deployment");
        if (alone != null && (listed || !nodes.isEmpty())) {
            throw settings.problem("deployment", "stands beside route; keep one of them");
        }
        if (alone == null && nodes.isEmpty() && resolution.missing().isEmpty()) {
            throw settings.problem("route", "names nobody; list the deployments to ask, as in route: [azure, bedrock]");
        }
        List<Entry> entries = new ArrayList<>();
        if (alone != null) {
            entries.add(named(alone, path + ".deployment", List.of()));
        }
        for (Node node : nodes) {
            entries.add(entry(node, kind, path + ".route[" + entries.size() + "]"));
        }
        checkUnique(entries);
        return new Route(settings, kind, entries, resolution.missing());
    }

    private Entry entry(Node node, Kind kind, String path) {
        if (node instanceof Branch branch) {
            return branch.get("provider") == null ? detailed(branch, path) : inline(branch, kind, path);
        }
        Resolution resolution = new Resolution(environment);
        if (resolution.node(node, path) instanceof Word word) {
            return named(word, path, resolution.missing());
        }
        throw new ConfigException(node.place() + ": " + path
                + ": needs the name of a deployment, or keys such as deployment and weight, not " + node.kind());
    }

    private Entry named(Word deployment, String path, List<Resolution.Missing> missing) {
        if (deployment.text().isEmpty() && missing.isEmpty()) {
            throw new ConfigException(deployment.place() + ": " + path + ": is empty; name a deployment or remove it");
        }
        Settings settings = new Settings(new Branch(Map.of(), deployment.place()), path, environment);
        return new Entry(deployment, deployment.text(), settings, false, missing);
    }

    private Entry detailed(Branch branch, String path) {
        environment.section(path);
        Resolution resolution = new Resolution(environment);
        Settings settings = new Settings(resolution.section(branch, path), path, environment);
        settings.expect(List.of("deployment", "name", "weight", "group", "region", "optional"));
        Word deployment = settings.word("deployment");
        if (deployment == null && resolution.missing().isEmpty()) {
            throw settings.problem("deployment", "is missing; name one, or write a provider with its settings here");
        }
        Word known = deployment == null ? Word.written("", branch.place()) : deployment;
        return entry(known, settings.optional("name").orElse(known.text()), settings, resolution);
    }

    private Entry inline(Branch branch, Kind kind, String path) {
        // the provider is read on both sides: here it gives the target its name
        Branch target = new Branch(Map.of(), branch.place()).with("provider", branch.get("provider"));
        Branch deployment = branch;
        for (String key : OF_AN_INLINE_TARGET) {
            target = target.with(key, branch.get(key));
            deployment = key.equals("optional") ? deployment : deployment.with(key, null);
        }
        if (kind == Kind.EMBEDDINGS && deployment.get("kind") == null) {
            deployment = deployment.with("kind", Word.written("embeddings", branch.place()));
        }
        Resolution resolution = new Resolution(environment);
        Settings settings = new Settings(resolution.section(target, path), path, environment);
        settings.expect(OF_AN_INLINE_TARGET);
        String provider = settings.optional("provider").orElse("");
        String name = settings.optional("name").orElse(provider);
        plan.inline(name, deployment, path);
        return entry(Word.written(path, branch.place()), name, settings, resolution);
    }

    private static Entry entry(Word deployment, String name, Settings settings, Resolution resolution) {
        boolean optional = settings.flag("optional").orElse(false);
        return new Entry(deployment, name, settings, optional, resolution.missing());
    }

    private static void checkUnique(List<Entry> entries) {
        Set<String> names = new HashSet<>();
        for (Entry entry : entries) {
            if (!entry.missing().isEmpty()) {
                continue;
            }
            Place place = entry.deployment().place();
            Plan.checkName(entry.name(), place, entry.settings().path());
            if (!names.add(entry.name())) {
                throw new ConfigException(place + ": " + entry.settings().path() + ": a second target called "
                        + entry.name() + "; give one of them another name, as in name: " + entry.name() + "-2");
            }
        }
    }
}
