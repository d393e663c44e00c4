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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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
    public static final Catalogue EMPTY = new Catalogue(null, STALE, new Listed(List.of()));

    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

    private final @Nullable LocalDate date;
    private final Duration staleAfter;
    private final Entries models;
    private final AtomicBoolean warned = new AtomicBoolean();

    Catalogue(@Nullable LocalDate date, Duration staleAfter, Entries models) {
        this.date = date;
        this.staleAfter = staleAfter;
        this.models = models;
    }

    /** The one that comes with the library; read when it is first asked for, and no more of it than was asked for. */
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
        return new Catalogue(date, STALE, new Listed(models));
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
        List<Profile> all = new ArrayList<>(models.all());
        all.addAll(more);
        return new Catalogue(date, staleAfter, new Listed(all));
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
        return models.all();
    }

    /**
     * What a cloud sells under the first of these names that it knows: an id, or else a maker's name. Where a cloud sells
     * a model under several ids, as Bedrock does for its geographies, the maker's name tells what they have in common.
     *
     * @param names in any case
     */
    public Optional<Profile> find(String cloud, String... names) {
        for (String name : names) {
            Profile found = models.byId(cloud, name);
            found = found != null ? found : models.byModel(cloud, name);
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
        Optional<Profile> known = find(cloud, names);
        if (known.isEmpty() && declared.model().isPresent()) {
            known = find(cloud, declared.model().get());
        }
        if (known.isEmpty() && declared.family().isPresent()) {
            known = find(cloud, declared.family().get());
        }
        return known.isEmpty() ? declared : completed(declared, known.get());
    }

    private static Profile completed(Profile declared, Profile known) {
        Profile.Builder all = declared.toBuilder();
        if (declared.reasons().isEmpty()) {
            all.reasons(known.reasons().orElse(null));
        }
        if (declared.price().isEmpty()) {
            all.price(known.price().orElse(null));
        }
        if (declared.contextWindow().isEmpty() && known.contextWindow().isPresent()) {
            all.contextWindow(known.contextWindow().getAsLong());
        }
        if (declared.maxOutput().isEmpty() && known.maxOutput().isPresent()) {
            all.maxOutput(known.maxOutput().getAsLong());
        }
        if (declared.dimensions().isEmpty() && known.dimensions().isPresent()) {
            all.dimensions(known.dimensions().getAsInt());
        }
        for (Ability ability : Ability.values()) {
            if (declared.can(ability).isEmpty() && known.can(ability).isPresent()) {
                can(all, ability, known.can(ability).get());
            }
        }
        return all.build();
    }

    static void can(Profile.Builder all, Ability ability, boolean can) {
        if (can) {
            all.can(ability);
        } else {
            all.cannot(ability);
        }
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

    @Override
    public String toString() {
        return "Catalogue[" + models.size() + " models, " + (date == null ? "no date" : date) + "]";
    }
}
