package dev.interline.config;

import dev.interline.config.Node.Branch;
import dev.interline.config.Node.Word;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as the file describes it, before it is opened: what a program may change of it by
 * {@link Loader#deployment}, a test for instance its address and credentials. Immutable.
 */
public final class Deployment {
    private final String name;
    private final String provider;
    private final Branch section;

    Deployment(String name, String provider, Branch section) {
        this.name = name;
        this.provider = provider;
        this.section = section;
    }

    /** What the file calls it. */
    public String name() {
        return name;
    }

    /** Whose it is, such as {@code azure}. */
    public String provider() {
        return provider;
    }

    /**
     * A value as it stands in the file, references unresolved; empty when there is none, or no single one.
     *
     * @param key may lead into sections, as in {@code credentials.profile}
     */
    public Optional<String> get(String key) {
        Node node = section;
        for (String part : key.split("\\.", -1)) {
            node = node instanceof Branch branch ? branch.get(part) : null;
        }
        return node instanceof Word word ? Optional.of(word.text()) : Optional.empty();
    }

    /**
     * The same with another value.
     *
     * @param key may lead into sections, which are made where there are none
     * @param value taken as it is, over the file and the environment; references in it are not resolved
     */
    public Deployment with(String key, String value) {
        Word word = new Word(value, null, section.place(), true);
        return new Deployment(name, provider, set(section, key, word));
    }

    /** The same without a key, which may be a section. An override by an environment variable still sets it. */
    public Deployment without(String key) {
        return new Deployment(name, provider, set(section, key, null));
    }

    private static Branch set(Branch branch, String key, @Nullable Word word) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            return branch.with(key, word);
        }
        String first = key.substring(0, dot);
        if (word == null && !(branch.get(first) instanceof Branch)) {
            return branch;
        }
        Branch below = branch.get(first) instanceof Branch found ? found : new Branch(Map.of(), branch.place());
        return branch.with(first, set(below, key.substring(dot + 1), word));
    }

    Branch section() {
        return section;
    }

    /** Names it only: its values may be secrets. */
    @Override
    public String toString() {
        return "Deployment[" + name + ", " + provider + "]";
    }
}
