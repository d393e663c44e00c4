package dev.interline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.ModelInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One list of models of a cloud.
 *
 * @param url where it is
 * @param items the field that holds the list
 * @param next the field that names the next page; empty where there is one page alone
 * @param parameter the query parameter that asks for the next page
 * @param reader a model of the list; null for what is none
 */
public record Shelf(
        String url, String items, String next, String parameter, Function<JsonNode, @Nullable ModelInfo> reader) {

    /** A list on one page. */
    public static Shelf onePage(String url, String items, Function<JsonNode, @Nullable ModelInfo> reader) {
        return new Shelf(url, items, "", "", reader);
    }

    /** Models in OpenAI's form: OpenAI's API specification "List models"; what else they say is kept in the details. */
    public static Shelf openAi(String url) {
        return onePage(url, "data", Shelf::openAiModel);
    }

    private static @Nullable ModelInfo openAiModel(JsonNode model) {
        String id = Json.text(model, "id");
        if (id.isBlank()) {
            return null;
        }
        JsonNode abilities = model.path("capabilities");
        ModelInfo.Use use = abilities.path("chat_completion").asBoolean()
                ? ModelInfo.Use.CHAT
                : abilities.path("embeddings").asBoolean() ? ModelInfo.Use.EMBEDDINGS : ModelInfo.Use.UNKNOWN;
        return new ModelInfo(
                id, Json.text(model, "owned_by"), use, Json.details(model, Set.of("id", "object", "owned_by")));
    }

    /** The models of a page. */
    List<ModelInfo> read(JsonNode page) {
        List<ModelInfo> models = new ArrayList<>();
        for (JsonNode item : page.path(items)) {
            ModelInfo model = reader.apply(item);
            if (model != null) {
                models.add(model);
            }
        }
        return models;
    }
}
