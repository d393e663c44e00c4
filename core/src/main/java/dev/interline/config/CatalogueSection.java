package dev.interline.config;

import dev.interline.Profile;
import dev.interline.catalogue.Catalogue;
import dev.interline.config.Node.Branch;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key {@code catalogue} of a file: one's own models and prices, written here or in a file of their own, before those
 * that come with the library or instead of them.
 *
 * <pre>{@code
 * catalogue:
 *   built-in: true              # false forgets what comes with the library
 *   date: 2026-11-01            # of the prices here
 *   stale-after: 90d
 *   file: prices.yaml           # with the same keys, but for file
 *   models:
 *     - cloud: azure
 *       id: gpt-6-luna
 *       price: {input: 1.10, output: 8.80, cache-read: 0.11}
 * }</pre>
 *
 * @param section what stands there, references resolved; null when nothing does
 * @param own what the file of its own holds, references resolved; null when there is none
 * @param catalogue what came of it
 */
record CatalogueSection(@Nullable Branch section, @Nullable Branch own, Catalogue catalogue) {
    static final String KEY = "catalogue";

    /** Reads it from the top of a file; a single word is the name of a file. */
    static CatalogueSection read(Settings root, Environment environment) {
        Node.Word alone = root.hasKeys(KEY) ? null : root.word(KEY);
        Branch written = alone == null ? root.branch(KEY) : new Branch(Map.of(), alone.place()).with("file", alone);
        if (written == null) {
            return new CatalogueSection(null, null, Catalogue.builtIn());
        }
        environment.section(KEY);
        Resolution resolution = new Resolution(environment);
        Branch resolved = resolution.section(written, KEY);
        if (!resolution.missing().isEmpty()) {
            throw root.problem(KEY, Resolution.Missing.words(resolution.missing()));
        }
        Settings settings = new Settings(resolved, KEY, environment);
        Optional<Path> path = path(settings);
        Settings file = path.isPresent() ? file(settings, path.get(), environment) : null;
        return new CatalogueSection(resolved, file == null ? null : file.section(), catalogue(settings, file));
    }

    /** Whether both say the same. */
    boolean isSame(CatalogueSection other) {
        return isSame(section, other.section) && isSame(own, other.own);
    }

    private static boolean isSame(@Nullable Branch one, @Nullable Branch other) {
        return one == null ? other == null : other != null && Node.isSame(one, other);
    }

    private static Optional<Path> path(Settings settings) {
        return settings.read(
                "file",
                text -> {
                    try {
                        return Path.of(text);
                    } catch (InvalidPathException e) {
                        return null;
                    }
                },
                "does not name a file");
    }

    private static Settings file(Settings settings, Path path, Environment environment) {
        Source source;
        try {
            source = Source.file(path, environment);
        } catch (ConfigException e) {
            throw settings.problem("file", String.valueOf(e.getMessage()));
        }
        Branch resolved = new Resolution(environment).section(source.read(), KEY);
        return new Settings(resolved, KEY, environment);
    }

    private static Catalogue catalogue(Settings settings, @Nullable Settings file) {
        List<Settings> places = file == null ? List.of(settings) : List.of(file, settings);
        Catalogue all = Catalogue.builtIn();
        for (Settings place : places) {
            LocalDate date = date(place).orElse(null);
            if (!place.flag("built-in").orElse(true)) {
                all = Catalogue.of(date, List.of());
            }
            all = all.and(models(place, date));
            Optional<Duration> age = place.duration("stale-after");
            all = age.isPresent() ? all.staleAfter(age.get()) : all;
            place.done();
        }
        return all;
    }

    private static Optional<LocalDate> date(Settings settings) {
        return settings.read(
                "date",
                text -> {
                    try {
                        return LocalDate.parse(text);
                    } catch (DateTimeParseException e) {
                        return null;
                    }
                },
                "is not a day such as 2026-11-01");
    }

    private static List<Profile> models(Settings settings, @Nullable LocalDate date) {
        List<Profile> models = new ArrayList<>();
        for (Settings model : settings.sections("models")) {
            Profile.Builder profile = Catalogue.entry(model.text("cloud"), model.text("id"));
            new Declared(model).facts(profile);
            Profile known = profile.build();
            models.add(known.price()
                    .map(price -> known.toBuilder().price(price.date(date)).build())
                    .orElse(known));
        }
        return models;
    }
}
