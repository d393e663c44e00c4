package dev.interline.config;

import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.config.Node.Branch;
import dev.interline.config.Node.Items;
import dev.interline.config.Node.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One section of the file, with references resolved and overrides applied. Remembers which keys were read, so that a
 * key that nobody knows is found. A key that is not in the file is empty, and so is one whose value came out empty
 * from a reference such as {@code ${PROXY:}}; a key that is there without a value is an error.
 *
 * <p>Every method that reads throws {@link ConfigException} when the value is not of the kind that it returns. Not
 * thread-safe.
 */
public final class Settings {
    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Branch section;
    private final String path;
    private final Environment environment;
    private final Map<String, Node> values;
    private final Set<String> asked = new HashSet<>();
    private final Set<String> known = new TreeSet<>();
    private final Map<String, Settings> sections = new LinkedHashMap<>();

    Settings(Branch section, String path, Environment environment) {
        this.section = section;
        this.path = path;
        this.environment = environment;
        this.values = new LinkedHashMap<>(section.nodes());
        environment.reads(this);
    }

    /**
     * Settings without a file, for tests of providers.
     *
     * @param path what messages call the section
     * @param values by key; dotted keys are keys in sections; nothing in them is a reference
     */
    public static Settings of(String path, Map<String, String> values) {
        return new Settings(
                PropertiesFile.of(new TreeMap<>(values), "settings"),
                path,
                new Environment(name -> null, Set.of(), null));
    }

    /** Where the section is in the file, such as {@code deployments.azure}. */
    public String path() {
        return path;
    }

    /** A value that has to be there. */
    public String text(String key) {
        return optional(key).orElseThrow(() -> problem(key, "is missing"));
    }

    /** A value; empty when there is none. */
    public Optional<String> optional(String key) {
        return Optional.ofNullable(word(key)).map(Word::text);
    }

    /** A length of time such as {@code 250ms}, {@code 1m30s} or {@code PT2S}; up to a year, not negative. */
    public Optional<Duration> duration(String key) {
        return read(key, Span::of, "is not a length of time such as 250ms, 90s, 1m30s or PT2S")
                .map(span -> {
                    if (span.compareTo(LONGEST) > 0) {
                        throw problem(key, "is longer than a year");
                    }
                    return span;
                });
    }

    /** A whole number. */
    public OptionalInt integer(String key) {
        return whole(key).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    Optional<Integer> whole(String key) {
        return read(key, Integer::valueOf, "is not a whole number of at most 2147483647");
    }

    /** A whole number that may be large. */
    public OptionalLong number(String key) {
        return read(key, Long::valueOf, "is not a whole number")
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** A number, with or without a decimal point. */
    public Optional<Double> decimal(String key) {
        return read(
                key,
                text -> text.matches("[-+]?\\d{1,15}(\\.\\d{1,15})?") ? Double.valueOf(text) : null,
                "is not a number such as 80 or 0.5");
    }

    /** {@code true} or {@code false}. */
    public Optional<Boolean> flag(String key) {
        return read(key, Settings::truth, "is neither true nor false");
    }

    private static @Nullable Boolean truth(String text) {
        return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
    }

    /** One of the words of an enum, written as {@code kebab-case}. */
    public <E extends Enum<E>> Optional<E> word(String key, Class<E> words) {
        Word word = word(key);
        return word == null ? Optional.empty() : Optional.of(word(key, word, words));
    }

    /** Several words of an enum; empty when there are none. */
    <E extends Enum<E>> List<E> words(String key, Class<E> words) {
        List<E> found = new ArrayList<>();
        for (Node item : items(key)) {
            found.add(word(key, single(key, item), words));
        }
        return found;
    }

    private <E extends Enum<E>> E word(String key, Word word, Class<E> words) {
        Map<String, E> choices = new LinkedHashMap<>();
        for (E choice : words.getEnumConstants()) {
            choices.put(kebab(choice), choice);
        }
        E choice = choices.get(word.text());
        if (choice == null) {
            throw problem(
                    word, key, word.quoted() + " is not known" + Nearest.among(word, choices.keySet(), "known are"));
        }
        return choice;
    }

    static String kebab(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A section in this one; empty when there is none. Its keys are held to be known as strictly as this one's. */
    public Optional<Settings> section(String key) {
        Node node = find(key);
        if (node == null) {
            return Optional.empty();
        }
        if (!(node instanceof Branch branch)) {
            throw problem(key, "needs keys of its own, not " + node.kind());
        }
        return Optional.of(sections.computeIfAbsent(key, name -> new Settings(branch, path(name), environment)));
    }

    /**
     * Whether the program itself has set the value, by {@link Loader#deployment}. It then wins over keys of the file that
     * would not go with it: a test turns a deployment elsewhere without knowing what else the file says.
     */
    public boolean isReplaced(String key) {
        return values.get(key) instanceof Word word && word.fixed();
    }

    /** Several values: a list, or one value with commas; empty when there are none. */
    public List<String> list(String key) {
        List<String> list = new ArrayList<>();
        for (Node item : items(key)) {
            list.add(single(key, item).text());
        }
        return List.copyOf(list);
    }

    /** Values by names of the user's choice, in the order of the file, such as headers; empty when there are none. */
    public Map<String, String> map(String key) {
        Node node = find(key);
        if (node == null) {
            return Map.of();
        }
        if (!(node instanceof Branch branch)) {
            throw problem(key, "needs keys with values, not " + node.kind());
        }
        Map<String, String> map = new LinkedHashMap<>();
        branch.nodes().forEach((name, value) -> map.put(name, single(key, value).text()));
        return map;
    }

    /**
     * What the file declares of the model: its keys {@code model}, {@code family}, {@code reasons}, {@code region},
     * {@code residency}, {@code context-window}, {@code max-output} and {@code abilities}, and for {@code kind: embeddings}
     * also {@code dimensions}. A provider whose requests
     * depend on them starts its profile with this; of those it does not read, the loader tells the route itself.
     */
    public Profile.Builder profile(ModelId id) {
        Profile.Builder profile = Profile.builder(id);
        new Declared(this).all(profile);
        return profile;
    }

    /**
     * An error that names file, line, path and what is wrong.
     *
     * @param key the key that is wrong or missing; empty for the section as a whole
     * @param what what to change; begins with a verb or says what is missing, and shows no secret
     */
    public ConfigException problem(String key, String what) {
        Node node = key.isEmpty() ? section : values.get(key);
        if (node != null) {
            return problem(node, key, what);
        }
        String meant = Nearest.of(key, unread());
        String question = meant == null ? "" : "; is " + meant + " meant" + line(meant) + "?";
        return new ConfigException(section.place() + ": " + path(key) + ": " + what + question);
    }

    private ConfigException problem(Node node, String key, String what) {
        return new ConfigException(node.place() + ": " + (key.isEmpty() ? path : path(key)) + ": " + what);
    }

    private String line(String key) {
        Node node = section.get(key);
        int line = node == null ? 0 : node.place().line();
        return line > 0 ? ", line " + line : "";
    }

    /**
     * Every key must have been read by now, here and in the sections that were read.
     *
     * @throws ConfigException for a key that nobody knows, with the nearest known one and all of them
     */
    public void done() {
        for (String key : unread()) {
            throw problem(key, "is not known here" + Nearest.among(key, known, "known are"));
        }
        sections.values().forEach(Settings::done);
    }

    private Collection<String> unread() {
        Set<String> unread = new LinkedHashSet<>(section.nodes().keySet());
        unread.removeAll(known);
        return unread;
    }

    // ---- for the loader ----

    /** What holds here, by key: as the file says, or whatever took its place. */
    Map<String, Node> values() {
        return values;
    }

    /** These are known, though they are read later or not at all. */
    void expect(Collection<String> keys) {
        known.addAll(keys);
    }

    /** Whether somebody has read any key. */
    boolean isRead() {
        return !asked.isEmpty();
    }

    /** Whether somebody has read the key. */
    boolean asked(String key) {
        return asked.contains(key);
    }

    /** What the file says here, references resolved. */
    Branch section() {
        return section;
    }

    /** Nobody will read these settings; the operator is told why. */
    void leaveOut(String why) {
        environment.ignore(path);
        LOG.info("{}: {} is left out, it is optional and {}", section.place(), path, why);
    }

    /** A list whose items may be of any kind; one value with commas is a list, too. */
    List<Node> items(String key) {
        Node node = find(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof Items list) {
            return list.nodes();
        }
        if (node instanceof Word word) {
            List<Node> items = new ArrayList<>();
            boolean literal = word.text().equals(word.shown());
            for (String item : word.text().split(",", -1)) {
                String text = item.strip();
                items.add(new Word(text, literal ? text : word.shown(), word.place(), word.fixed()));
            }
            return items;
        }
        throw problem(key, "needs a list, not " + node.kind());
    }

    /** Several sections, a list or one alone; empty when there are none. */
    List<Settings> sections(String key) {
        Node node = find(key);
        if (!(node instanceof Items list)) {
            return section(key).stream().toList();
        }
        List<Settings> all = new ArrayList<>();
        for (Node item : list.nodes()) {
            if (!(item instanceof Branch branch)) {
                throw problem(item, key, "needs a list of sections with keys of their own, not " + item.kind());
            }
            String name = key + "[" + all.size() + "]";
            all.add(sections.computeIfAbsent(name, it -> new Settings(branch, path(it), environment)));
        }
        return all;
    }

    /** A section with names of the user's choice, or null. */
    @Nullable
    Branch branch(String key) {
        Node node = find(key);
        if (node == null || node instanceof Branch) {
            return (Branch) node;
        }
        throw problem(key, "needs keys of its own, not " + node.kind());
    }

    /** Whether it has keys of its own. */
    boolean hasKeys(String key) {
        return find(key) instanceof Branch;
    }

    /** The value with what messages may show of it, or null. */
    @Nullable
    Word word(String key) {
        Node node = find(key);
        return node == null ? null : single(key, node);
    }

    Word single(String key, Node node) {
        if (!(node instanceof Word word)) {
            throw problem(node, key, "needs a single value, not " + node.kind());
        }
        if (word.text().isBlank()) {
            throw problem(node, key, "is empty; give it a value or remove it");
        }
        return word;
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private @Nullable Node find(String key) {
        asked.add(key);
        known.add(key);
        Node node = values.get(key);
        if (node == null) {
            node = environment.override(path(key));
            if (node != null) {
                values.put(key, node);
            }
        }
        boolean cameOutEmpty = node instanceof Word word
                && word.text().isBlank()
                && !(word.shown() != null && word.shown().isBlank());
        return cameOutEmpty ? null : node;
    }

    <T> Optional<T> read(String key, Function<String, @Nullable T> reader, String wrong) {
        Word word = word(key);
        if (word == null) {
            return Optional.empty();
        }
        T value = null;
        try {
            value = reader.apply(word.text());
        } catch (NumberFormatException e) {
            // told below, without the text: it may come from a variable
        }
        if (value == null) {
            throw problem(key, word.quoted() + " " + wrong);
        }
        return Optional.of(value);
    }

    /** Names the section only: values may be secrets. */
    @Override
    public String toString() {
        return "Settings[" + path + "]";
    }
}
