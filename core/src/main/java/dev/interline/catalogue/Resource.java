package dev.interline.catalogue;

import dev.interline.Ability;
import dev.interline.Price;
import dev.interline.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The file of the catalogue that comes with the library: comments, a line with the date, and a line for each model, its
 * columns apart by tabs and empty where nothing is known. A price is input, output, read from the cache and written to it,
 * as far as it goes.
 */
final class Resource implements Entries {
    private static final String NAME = "models.tsv";
    private static final String UNKNOWN = "-";

    private final LocalDate date;

    /** Read no further than to see which are asked for: all of them would be a good part of a program's first call. */
    private final List<String> lines;

    private volatile @Nullable List<Profile> all;

    private Resource(List<String> lines) {
        String[] day = lines.get(0).split("-", -1);
        // a formatter would bring some fifty classes with it
        this.date = LocalDate.of(Integer.parseInt(day[0]), Integer.parseInt(day[1]), Integer.parseInt(day[2]));
        this.lines = lines.subList(1, lines.size());
    }

    static Catalogue read() {
        try (InputStream in = Resource.class.getResourceAsStream(NAME)) {
            if (in == null) {
                throw new IllegalStateException(NAME + " is missing in the library's archive");
            }
            List<String> lines = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", 0)) {
                if (!line.startsWith("#")) {
                    lines.add(line);
                }
            }
            Resource models = new Resource(lines);
            return new Catalogue(models.date, Catalogue.STALE, models);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable Profile byId(String cloud, String id) {
        for (String line : lines) {
            if (isOf(line, cloud) && is(line, cloud.length() + 1, id)) {
                return model(line);
            }
        }
        return null;
    }

    @Override
    public @Nullable Profile byModel(String cloud, String model) {
        List<Profile> sold = new ArrayList<>(1);
        for (String line : lines) {
            if (isOf(line, cloud) && is(line, line.indexOf('\t', cloud.length() + 1) + 1, model)) {
                sold.add(model(line));
            }
        }
        return switch (sold.size()) {
            case 0 -> null;
            case 1 -> sold.get(0);
            default -> new Listed(sold).byModel(cloud, model);
        };
    }

    @Override
    public List<Profile> all() {
        List<Profile> known = all;
        if (known == null) {
            List<Profile> models = new ArrayList<>(lines.size());
            for (String line : lines) {
                models.add(model(line));
            }
            known = List.copyOf(models);
            all = known;
        }
        return known;
    }

    @Override
    public int size() {
        return lines.size();
    }

    private static boolean isOf(String line, String cloud) {
        return line.startsWith(cloud) && line.charAt(cloud.length()) == '\t';
    }

    /** Whether a column that begins here holds this word, in any case. */
    private static boolean is(String line, int at, String word) {
        return line.regionMatches(true, at, word, 0, word.length()) && line.charAt(at + word.length()) == '\t';
    }

    private Profile model(String line) {
        String[] columns = line.split("\t", -1);
        Profile.Builder model = Catalogue.entry(columns[0], columns[1]).model(columns[2]);
        if (!columns[3].isEmpty()) {
            model.contextWindow(Long.parseLong(columns[3]));
        }
        if (!columns[4].isEmpty()) {
            model.maxOutput(Long.parseLong(columns[4]));
        }
        if (!columns[5].isEmpty()) {
            model.reasons(columns[5].equals("yes"));
        }
        for (String ability : words(columns[6])) {
            model.can(Ability.valueOf(ability.toUpperCase(Locale.ROOT)));
        }
        Price price = price(words(columns[7]));
        List<String> longer = columns.length > 8 ? words(columns[8]) : List.of();
        if (!longer.isEmpty()) {
            price = price.over(Long.parseLong(longer.get(0)), price(longer.subList(1, longer.size())));
        }
        return model.price(price.date(date)).build();
    }

    private static List<String> words(String column) {
        return column.isEmpty() ? List.of() : List.of(column.split(" ", -1));
    }

    private static Price price(List<String> dollars) {
        Price price = Price.of(dollars.get(0), dollars.get(1));
        if (dollars.size() > 2 && !dollars.get(2).equals(UNKNOWN)) {
            price = price.cacheRead(new BigDecimal(dollars.get(2)));
        }
        return dollars.size() > 3 ? price.cacheWrite(new BigDecimal(dollars.get(3))) : price;
    }
}
