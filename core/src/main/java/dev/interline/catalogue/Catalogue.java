package dev.interline.catalogue;

import dev.interline.Ability;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.time.Time;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What clouds said of the models that they sell, on a certain day: whether a model reasons, how much it takes and gives,
 * what it can do and what it costs. Models that are made take from it what is not declared of them. Prices are those of
 * lists, without the discounts of anybody's contract. Immutable and thread-safe.
 *
 * <pre>{@code
 * Catalogue catalogue = Catalogue.builtIn().and(List.of(
 *         Catalogue.entry("azure", "gpt-6-luna").price(Price.of("1.10", "8.80")).build()));
 * }</pre>
 *
 * <p>A model is found by the id under which its cloud sells it, or by the maker's name of it. What an operator has named,
 * such as a deployment, says nothing of what is behind it: that must be declared.
 */
public final class Catalogue {
    /** How old a catalogue may be before it is reported: lists of prices change several times a year. */
    public static final Duration STALE = Duration.ofDays(180);

    /** Nothing is known of any model. */
    public static final Catalogue EMPTY = new Catalogue(null, STALE, List.of());

    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

    private final @Nullable LocalDate date;
    private final Duration staleAfter;
    private final List<Profile> models;
    private final Map<String, Profile> byId = new LinkedHashMap<>();
    private final Map<String, Profile> byModel = new LinkedHashMap<>();
    private final AtomicBoolean warned = new AtomicBoolean();

    private Catalogue(@Nullable LocalDate date, Duration staleAfter, List<Profile> models) {
        this.date = date;
        this.staleAfter = staleAfter;
        for (Profile model : models) {
            byId.put(key(model.id().cloud(), model.id().deployment()), model);
        }
        this.models = List.copyOf(byId.values());
        for (Profile model : this.models) {
            model.model().ifPresent(name -> byModel.merge(key(model.id().cloud(), name), model, Catalogue::agreed));
        }
    }

    /** The one that comes with the library; read when it is first asked for. */
    public static Catalogue builtIn() {
        return BuiltIn.CATALOGUE;
    }

    /** For those who make models: the one that was set, or else {@link #builtIn()}; warns when it is stale. */
    public static Catalogue orBuiltIn(@Nullable Catalogue set, Time time) {
        Catalogue catalogue = set == null ? builtIn() : set;
        catalogue.warnWhenStale(time);
        return catalogue;
    }

    /** Reads it once, and not before somebody wants to know. */
    private static final class BuiltIn {
        static final Catalogue CATALOGUE = Resource.read();
    }

    /**
     * One of one's own.
     *
     * @param date the day on which its prices held; null when nobody knows, it then never grows stale
     * @param models see {@link #entry}; of two with the same cloud and id the later counts
     */
    public static Catalogue of(@Nullable LocalDate date, Collection<Profile> models) {
        return new Catalogue(date, STALE, List.copyOf(models));
    }

    /**
     * Starts an entry with nothing known but the names; its price, windows and abilities are set as of any profile.
     *
     * @param cloud the provider's name, such as {@code azure}
     * @param id what the cloud calls the model
     */
    public static Profile.Builder entry(String cloud, String id) {
        return Profile.builder(new ModelId(cloud, "", id)).model(id);
    }

    /** This with more models; they take the places of those here with the same cloud and id, and nothing of them is left. */
    public Catalogue and(Collection<Profile> more) {
        List<Profile> all = new ArrayList<>(models);
        all.addAll(more);
        return new Catalogue(date, staleAfter, all);
    }

    /** The same, which grows stale at another age than {@link #STALE}. */
    public Catalogue staleAfter(Duration age) {
        return new Catalogue(date, age, models);
    }

    /** The day on which its prices held; empty when nobody knows. */
    public Optional<LocalDate> date() {
        return Optional.ofNullable(date);
    }

    /** All models, each with a profile that has no resource; in no order that means something. */
    public Collection<Profile> models() {
        return models;
    }

    /**
     * What a cloud sells under the first of these names that it knows: an id, or else a maker's name. Where a cloud sells
     * a model under several ids, as Bedrock does for its geographies, the maker's name tells what they have in common.
     *
     * @param names in any case
     */
    public Optional<Profile> find(String cloud, String... names) {
        for (String name : names) {
            Profile found = byId.get(key(cloud, name));
            found = found != null ? found : byModel.get(key(cloud, name));
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /**
     * A profile with what is not declared in it, as far as the catalogue knows.
     *
     * @param names see {@link #find}; after them come the profile's own model and family
     */
    public Profile complete(Profile declared, String... names) {
        String cloud = declared.id().cloud();
        Optional<Profile> known = find(cloud, names)
                .or(() -> declared.model().flatMap(name -> find(cloud, name)))
                .or(() -> declared.family().flatMap(name -> find(cloud, name)));
        return known.isEmpty() ? declared : completed(declared, known.get());
    }

    private static Profile completed(Profile declared, Profile known) {
        Profile.Builder all = declared.toBuilder();
        all.reasons(declared.reasons().or(known::reasons).orElse(null));
        all.price(declared.price().or(known::price).orElse(null));
        if (declared.contextWindow().isEmpty()) {
            known.contextWindow().ifPresent(all::contextWindow);
        }
        if (declared.maxOutput().isEmpty()) {
            known.maxOutput().ifPresent(all::maxOutput);
        }
        if (declared.dimensions().isEmpty()) {
            known.dimensions().ifPresent(all::dimensions);
        }
        for (Ability ability : Ability.values()) {
            if (declared.can(ability).isEmpty()) {
                known.can(ability).ifPresent(can -> can(all, ability, can));
            }
        }
        return all.build();
    }

    private static void can(Profile.Builder all, Ability ability, boolean can) {
        if (can) {
            all.can(ability);
        } else {
            all.cannot(ability);
        }
    }

    /** What two of them have in common; what they do not, cannot be said of both. */
    private static Profile agreed(Profile one, Profile other) {
        Profile.Builder both = Profile.builder(one.id()).model(one.model().orElse(null));
        both.reasons(common(one, other, Profile::reasons));
        both.price(common(one, other, Profile::price));
        long window = one.contextWindow().orElse(-1);
        if (window > 0 && window == other.contextWindow().orElse(-1)) {
            both.contextWindow(window);
        }
        long output = one.maxOutput().orElse(-1);
        if (output > 0 && output == other.maxOutput().orElse(-1)) {
            both.maxOutput(output);
        }
        for (Ability ability : Ability.values()) {
            Boolean can = common(one, other, profile -> profile.can(ability));
            if (can != null) {
                can(both, ability, can);
            }
        }
        return both.build();
    }

    private static <T> @Nullable T common(Profile one, Profile other, Function<Profile, Optional<T>> what) {
        T value = what.apply(one).orElse(null);
        return Objects.equals(value, what.apply(other).orElse(null)) ? value : null;
    }

    /** Says once, as a warning, that the prices are old, where they are. */
    public void warnWhenStale(Time time) {
        if (date == null || warned.get()) {
            return;
        }
        long days = ChronoUnit.DAYS.between(date, LocalDate.ofInstant(time.now(), ZoneOffset.UTC));
        if (days > staleAfter.toDays() && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "the catalogue of models is of {}, {} days ago: prices and models may have changed since; update"
                            + " the library, or set prices of your own",
                    date,
                    days);
        }
    }

    private static String key(String cloud, String name) {
        return cloud + '\n' + name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "Catalogue[" + models.size() + " models, " + (date == null ? "no date" : date) + "]";
    }
}
