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

/**
 * The file of the catalogue that comes with the library: comments, a line with the date, and a line for each model, its
 * columns apart by tabs and empty where nothing is known. A price is input, output, read from the cache and written to it,
 * as far as it goes.
 */
final class Resource {
    private static final String NAME = "models.tsv";
    private static final int COLUMNS = 9;
    private static final String UNKNOWN = "-";

    private Resource() {}

    static Catalogue read() {
        try (InputStream in = Resource.class.getResourceAsStream(NAME)) {
            if (in == null) {
                throw new IllegalStateException(NAME + " is missing in the library's archive");
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Catalogue read(List<String> lines) {
        LocalDate date = LocalDate.parse(lines.get(0));
        List<Profile> models = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            models.add(model(line.split("\t", -1), date));
        }
        return Catalogue.of(date, models);
    }

    private static Profile model(String[] line, LocalDate date) {
        String[] columns = new String[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            columns[i] = i < line.length ? line[i] : "";
        }
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
        List<String> longer = words(columns[8]);
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
