package dev.interline.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the surroundings of the program say: variables that the file refers to, and settings that they override. Both
 * are looked for in the environment first and then among the system properties; one that is set to nothing counts as
 * not set. Remembers which overrides were asked for, so that a misspelt one is found. One for each file that is loaded.
 */
final class Environment {
    static final String PREFIX = "INTERLINE_";
    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

    /** All names begin alike, so a share of their length would be too much. */
    private static final int MOST_SLIPS = 2;

    private final Function<String, @Nullable String> variables;
    private final Set<String> names;
    private final @Nullable String standIn;
    private final Set<String> referred = new HashSet<>();
    /** The variables that override a setting of this file, with the setting's path. */
    private final Map<String, String> asked = new TreeMap<>();
    /** How the variables of each section begin, with the section's path. */
    private final Map<String, String> sections = new TreeMap<>();

    private final Set<String> ignored = new HashSet<>();
    /** Files that were read, with what tells whether they hold the same as then. */
    private final Map<Path, String> files = new HashMap<>();
    /** Everything that was read, by its path, as overrides and the program left it. */
    private final Map<String, List<Settings>> settings = new HashMap<>();

    /**
     * @param variables gives a variable's value, or null
     * @param names the variables there are; empty when they cannot be listed, then misspelt overrides are not found
     * @param standIn the value of every variable that has none; null when that is an error
     */
    Environment(Function<String, @Nullable String> variables, Set<String> names, @Nullable String standIn) {
        this.variables = variables;
        this.names = names;
        this.standIn = standIn;
    }

    /** The value of a variable, or of the system property of that name; null when neither has one. */
    @Nullable
    String variable(String name) {
        referred.add(name);
        String value = variables.apply(name);
        return value != null && !value.isEmpty() ? value : property(name);
    }

    /** The value of every variable that has none; null when that is an error. */
    @Nullable
    String standIn() {
        return standIn;
    }

    /** A file was read. */
    void read(Path file, String fingerprint) {
        files.put(file.toAbsolutePath(), fingerprint);
    }

    /** The files that were read, each with its {@link Fingerprint}. */
    Map<Path, String> files() {
        return files;
    }

    /** A section is about to be read. */
    void reads(Settings section) {
        settings.computeIfAbsent(section.path(), path -> new ArrayList<>()).add(section);
    }

    /** The sections of that path that were read: of a deployment inside a route, two. */
    List<Settings> settings(String path) {
        return settings.getOrDefault(path, List.of());
    }

    /** What takes the place of a setting; null when the file decides. */
    Node.@Nullable Word override(String path) {
        String name = name(path);
        asked.put(name, path);
        String value = variables.apply(name);
        if (value != null && !value.isBlank()) {
            return word(value, "environment variable " + name);
        }
        String property = "interline." + path;
        value = property(property);
        return value == null || value.isBlank() ? null : word(value, "system property " + property);
    }

    private static Node.Word word(String value, String source) {
        return new Node.Word(value.strip(), null, new Place(source, 0), false);
    }

    private static @Nullable String property(String name) {
        String value = System.getProperty(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The variable that overrides a setting: its path in capitals, with {@code _} for everything but letters. */
    static String name(String path) {
        return PREFIX
                + path.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_").replaceAll("_$", "");
    }

    /** There is such a section in the file. */
    void section(String path) {
        sections.put(name(path) + "_", path);
    }

    /** The section was left out, so nobody will ask for its settings. */
    void ignore(String path) {
        ignored.add(name(path) + "_");
    }

    /**
     * Looks at the overrides that nobody asked for. In a section of this file that is an error: somebody means to
     * change something and nothing would change. Anything else may be meant for another file of the same program, so
     * it is only a warning.
     */
    void done(String source) {
        for (String name : new TreeSet<>(names)) {
            if (!name.startsWith(PREFIX) || asked.containsKey(name) || referred.contains(name) || left(name)) {
                continue;
            }
            String section = section(name, sections.keySet());
            if (section != null) {
                throw unknown(name, section, source);
            }
            if (ours(name)) {
                String meant = Nearest.of(name, asked.keySet(), MOST_SLIPS);
                LOG.warn(
                        "environment variable {} overrides nothing: {} has no such section{}",
                        name,
                        source,
                        meant == null ? "" : "; did you mean " + meant + "?");
            }
        }
    }

    private ConfigException unknown(String name, String section, String source) {
        Set<String> known = new TreeSet<>();
        for (String other : asked.keySet()) {
            if (other.startsWith(section)) {
                known.add(other.substring(section.length()));
            }
        }
        return new ConfigException("environment variable " + name + ": there is no such setting in "
                + sections.get(section) + " of " + source
                + Nearest.among(name.substring(section.length()), known, "after " + section + " known are"));
    }

    private boolean left(String name) {
        return section(name, ignored) != null;
    }

    private static @Nullable String section(String name, Set<String> beginnings) {
        String longest = null;
        for (String beginning : beginnings) {
            if (name.startsWith(beginning) && (longest == null || longest.length() < beginning.length())) {
                longest = beginning;
            }
        }
        return longest;
    }

    /** Whether it looks like an override; others, such as those of a service called interline, are none of ours. */
    private static boolean ours(String name) {
        int end = name.indexOf('_', PREFIX.length());
        String first = name.substring(PREFIX.length(), end < 0 ? name.length() : end);
        return Nearest.of(first, Set.of("MODELS", "DEPLOYMENTS", "TRANSPORT", "CATALOGUE"), MOST_SLIPS) != null;
    }
}
