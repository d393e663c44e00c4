package dev.interline.examples.check;

import dev.interline.EmbeddingModel;
import dev.interline.Interline;
import dev.interline.config.ConfigException;
import dev.interline.config.Loader;
import dev.interline.route.EmbeddingRouter;
import dev.interline.route.Router;
import dev.interline.route.Target;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads a configuration file, shows its routes as a tree, and asks every deployment a question of a few tokens: whether
 * the credential is there, how long the answer takes, what it costs, and in plain words what is wrong.
 *
 * <pre>
 * Check [--dry] [--print] [file]
 * </pre>
 *
 * <p>Without a file it takes what a program would take: {@code INTERLINE_CONFIG}, or {@code interline.yaml} on the class
 * path. {@code --dry} asks nobody; {@code --print} prints the configuration as it holds, secrets masked. Ends with 0 when
 * all is well, with 1 when a deployment cannot be used, and with 2 when the file cannot.
 */
public final class Check {
    static final int WELL = 0;
    static final int UNUSABLE_DEPLOYMENT = 1;
    static final int UNUSABLE_FILE = 2;

    private final PrintStream out;
    private final Loader loader;

    Check(PrintStream out, Loader loader) {
        this.out = out;
        this.loader = loader.warm(false);
    }

    /** Runs the check and ends the program with its result. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new Check(out, Interline.loader()).run(args));
    }

    /** Runs the check and gives its result. */
    int run(String... args) {
        List<String> words = new ArrayList<>(Arrays.asList(args));
        boolean dry = words.remove("--dry");
        boolean print = words.remove("--print");
        if (words.size() > 1 || words.stream().anyMatch(word -> word.startsWith("-"))) {
            out.println("usage: Check [--dry] [--print] [file]");
            return UNUSABLE_FILE;
        }
        try (Interline interline = words.isEmpty() ? loader.load() : loader.load(Path.of(words.get(0)))) {
            if (print) {
                out.println(interline.describe());
            }
            new Tree(out).show(interline);
            return dry ? WELL : ask(interline);
        } catch (ConfigException e) {
            out.println("This configuration cannot be used.");
            out.println(e.getMessage());
            return UNUSABLE_FILE;
        }
    }

    private int ask(Interline interline) {
        List<Probe> probes = probes(interline);
        int width =
                probes.stream().mapToInt(probe -> probe.name().length()).max().orElse(0);
        out.println("Calls");
        int broken = 0;
        for (Probe probe : probes) {
            Finding finding = probe.ask();
            out.printf("  %-" + width + "s  %s%n", probe.name(), finding.headline());
            finding.advice().forEach(line -> out.println(" ".repeat(width + 4) + line));
            broken += finding.well() ? 0 : 1;
        }
        out.println();
        out.println(
                broken == 0
                        ? "All well: " + count(probes.size()) + " answered."
                        : broken + " of " + count(probes.size()) + " cannot be used.");
        return broken == 0 ? WELL : UNUSABLE_DEPLOYMENT;
    }

    private static String count(int deployments) {
        return deployments + (deployments == 1 ? " deployment" : " deployments");
    }

    /** Each model once, by the name of its deployment; those that are written inside a route by the name they have there. */
    private static List<Probe> probes(Interline interline) {
        Map<Object, Probe> probes = new LinkedHashMap<>();
        for (String name : interline.deployments()) {
            Target target = interline.deployment(name);
            probes.put(target.model(), new ChatProbe(name, target, interline));
        }
        for (String route : interline.models()) {
            Router router = interline.model(route);
            for (Target target : router.targets()) {
                probes.computeIfAbsent(
                        target.model(), it -> new ChatProbe(route + "/" + target.name(), target, interline));
            }
        }
        for (String name : interline.embeddings()) {
            EmbeddingModel model = interline.embeddings(name);
            if (model instanceof EmbeddingRouter route) {
                for (Target target : route.targets()) {
                    probes.computeIfAbsent(
                            target.embeddings(),
                            it -> new VectorProbe(name + "/" + target.name(), target.embeddings(), interline));
                }
            } else {
                probes.put(model, new VectorProbe(name, model, interline));
            }
        }
        return List.copyOf(probes.values());
    }
}
