package dev.interline.catalogue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.interline.Ability;
import dev.interline.Price;
import dev.interline.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The file of the catalogue that comes with the library, one model a line. A price is a list of input, output, read from
 * the cache and written to it, as far as it goes, with null for one that is not known.
 */
final class Resource {
    private static final String NAME = "models.json";

    private Resource() {}

    static Catalogue read() {
        try (InputStream in = Resource.class.getResourceAsStream(NAME)) {
            if (in == null) {
                throw new IllegalStateException(NAME + " is missing in the library's archive");
            }
            return read(JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build()
                    .readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Catalogue read(JsonNode file) {
        LocalDate date = LocalDate.parse(file.path("date").asText());
        List<Profile> models = new ArrayList<>();
        for (JsonNode model : file.path("models")) {
            models.add(model(model, date));
        }
        return Catalogue.of(date, models);
    }

    private static Profile model(JsonNode from, LocalDate date) {
        Profile.Builder model = Catalogue.entry(
                        from.path("cloud").asText(), from.path("id").asText())
                .model(from.path("model").asText());
        if (from.has("reasons")) {
            model.reasons(from.path("reasons").asBoolean());
        }
        if (from.has("context")) {
            model.contextWindow(from.path("context").asLong());
        }
        if (from.has("maxOutput")) {
            model.maxOutput(from.path("maxOutput").asLong());
        }
        for (JsonNode ability : from.path("can")) {
            model.can(Ability.valueOf(ability.asText().toUpperCase(Locale.ROOT)));
        }
        Price price = price(from.path("price"));
        for (Map.Entry<String, JsonNode> longer : from.path("over").properties()) {
            price = price.over(Long.parseLong(longer.getKey()), price(longer.getValue()));
        }
        return model.price(price.date(date)).build();
    }

    private static Price price(JsonNode list) {
        Price price = Price.of(list.path(0).decimalValue(), list.path(1).decimalValue());
        if (list.path(2).isNumber()) {
            price = price.cacheRead(list.path(2).decimalValue());
        }
        return list.path(3).isNumber() ? price.cacheWrite(list.path(3).decimalValue()) : price;
    }
}
