package dev.interline;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a target must be to answer at all, on a route or in a single request. It is checked before anything is sent and
 * no failure, strategy or wish gets around it. Constraints only add up: what two of them allow together is what each
 * allows.
 *
 * <pre>{@code
 * Constraints.NONE.residencies("eu").maxPrice(Price.of("1", "5"))
 * }</pre>
 *
 * <p>A target whose region, residency, cloud, model or price is not known cannot prove that it is allowed, and is
 * refused where they are constrained. An unknown context window is not checked, and an ability that is not known to be
 * missing is tried. Immutable.
 */
public final class Constraints {
    /** Anybody may answer. */
    public static final Constraints NONE =
            new Constraints(null, null, null, null, EnumSet.noneOf(Ability.class), null, 0);

    private final @Nullable Set<String> regions;
    private final @Nullable Set<String> residencies;
    private final @Nullable Set<String> clouds;
    private final @Nullable Set<String> models;
    private final Set<Ability> abilities;
    private final @Nullable Price maxPrice;
    private final long minContext;

    private Constraints(
            @Nullable Set<String> regions,
            @Nullable Set<String> residencies,
            @Nullable Set<String> clouds,
            @Nullable Set<String> models,
            Set<Ability> abilities,
            @Nullable Price maxPrice,
            long minContext) {
        this.regions = regions;
        this.residencies = residencies;
        this.clouds = clouds;
        this.models = models;
        this.abilities = abilities;
        this.maxPrice = maxPrice;
        this.minContext = minContext;
    }

    /** Only in these regions or locations of the vendor, in its own words. */
    public Constraints regions(String... allowed) {
        return new Constraints(
                both(regions, words(allowed, "regions")), residencies, clouds, models, abilities, maxPrice, minContext);
    }

    /** Only where data stays in one of these, as declared for the target, such as {@code eu}. */
    public Constraints residencies(String... allowed) {
        return new Constraints(
                regions,
                both(residencies, words(allowed, "residencies")),
                clouds,
                models,
                abilities,
                maxPrice,
                minContext);
    }

    /** Only on these clouds, such as {@code azure}. */
    public Constraints clouds(String... allowed) {
        return new Constraints(
                regions, residencies, both(clouds, words(allowed, "clouds")), models, abilities, maxPrice, minContext);
    }

    /** Only these models, by their makers' names, such as {@code gpt-5.1}. */
    public Constraints models(String... allowed) {
        return new Constraints(
                regions, residencies, clouds, both(models, words(allowed, "models")), abilities, maxPrice, minContext);
    }

    /** Only targets that can do all of these, as far as is known. */
    public Constraints abilities(Ability... needed) {
        return new Constraints(
                regions, residencies, clouds, models, all(abilities, Arrays.asList(needed)), maxPrice, minContext);
    }

    /** Only targets of which neither input nor output costs more than here. Prices of caches are not compared. */
    public Constraints maxPrice(Price most) {
        return new Constraints(
                regions,
                residencies,
                clouds,
                models,
                abilities,
                maxPrice == null ? most : maxPrice.lower(most),
                minContext);
    }

    /**
     * Only targets with a context window of at least so many tokens.
     *
     * @throws IllegalArgumentException when it is less than 1
     */
    public Constraints minContext(long tokens) {
        if (tokens < 1) {
            throw new IllegalArgumentException("minContext is a number of tokens above zero, not " + tokens);
        }
        return new Constraints(regions, residencies, clouds, models, abilities, maxPrice, Math.max(minContext, tokens));
    }

    /** What both allow. */
    public Constraints and(Constraints other) {
        if (other == NONE || other == this) {
            return this;
        }
        return this == NONE
                ? other
                : new Constraints(
                        both(regions, other.regions),
                        both(residencies, other.residencies),
                        both(clouds, other.clouds),
                        both(models, other.models),
                        all(abilities, other.abilities),
                        maxPrice == null || other.maxPrice == null
                                ? (maxPrice == null ? other.maxPrice : maxPrice)
                                : maxPrice.lower(other.maxPrice),
                        Math.max(minContext, other.minContext));
    }

    private static Set<String> words(String[] allowed, String name) {
        if (allowed.length == 0) {
            throw new IllegalArgumentException("nobody is in no " + name + "; name at least one");
        }
        Set<String> words = new HashSet<>();
        for (String word : allowed) {
            words.add(word.toLowerCase(Locale.ROOT));
        }
        return Collections.unmodifiableSet(words);
    }

    private static @Nullable Set<String> both(@Nullable Set<String> a, @Nullable Set<String> b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        Set<String> both = new HashSet<>(a);
        both.retainAll(b);
        return Collections.unmodifiableSet(both);
    }

    private static Set<Ability> all(Set<Ability> a, Iterable<Ability> b) {
        EnumSet<Ability> all = EnumSet.noneOf(Ability.class);
        all.addAll(a);
        b.forEach(all::add);
        return Collections.unmodifiableSet(all);
    }

    /** Why a target is not allowed, in words; empty when it is. */
    public Optional<String> refusal(Profile profile) {
        return this == NONE ? Optional.empty() : Optional.ofNullable(why(profile));
    }

    private @Nullable String why(Profile profile) {
        String word = outside("region", profile.region(), regions);
        word = word != null ? word : outside("residency", profile.residency(), residencies);
        word = word != null ? word : outside("cloud", Optional.of(profile.id().cloud()), clouds);
        word = word != null ? word : outside("model", profile.model(), models);
        if (word != null) {
            return word;
        }
        for (Ability ability : abilities) {
            if (!profile.can(ability).orElse(true)) {
                return "it does not offer " + ability;
            }
        }
        String tooDear = maxPrice == null ? null : tooDear(profile, maxPrice);
        if (tooDear != null) {
            return tooDear;
        }
        long window = profile.contextWindow().orElse(Long.MAX_VALUE);
        return window < minContext
                ? "its context window has " + window + " tokens, and " + minContext + " are needed"
                : null;
    }

    private static @Nullable String tooDear(Profile profile, Price most) {
        Price price = profile.price().orElse(null);
        if (price == null) {
            return "its price is not known, and " + most + " is the most";
        }
        return price.isWithin(most) ? null : "its price is " + price + ", and " + most + " is the most";
    }

    private static @Nullable String outside(String name, Optional<String> known, @Nullable Set<String> allowed) {
        if (allowed == null
                || known.filter(word -> allowed.contains(word.toLowerCase(Locale.ROOT)))
                        .isPresent()) {
            return null;
        }
        return "its " + name + " is " + known.orElse("not known") + ", allowed "
                + (allowed.isEmpty() ? "is none" : List.copyOf(new TreeSet<>(allowed)));
    }

    /** What is constrained; {@code none} when nothing is. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        say(line, "regions", regions);
        say(line, "residencies", residencies);
        say(line, "clouds", clouds);
        say(line, "models", models);
        say(line, "abilities", abilities.isEmpty() ? null : abilities);
        say(line, "max price", maxPrice);
        say(line, "min context", minContext == 0 ? null : minContext);
        return line.length() == 0 ? "none" : line.toString();
    }

    private static void say(StringBuilder line, String name, @Nullable Object value) {
        if (value != null) {
            line.append(line.length() == 0 ? "" : ", ").append(name).append(' ').append(value);
        }
    }
}
