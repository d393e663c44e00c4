package dev.interline.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.ModelInfo;
import dev.interline.wire.Json;
import dev.interline.wire.Shelf;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The list of published models. Source: "Method: publishers.models.list" in the reference of the Vertex AI API, version
 * {@code v1beta1}.
 */
final class ModelGarden {
    private static final Pattern NAME = Pattern.compile("publishers/([^/]+)/models/([^/]+)");

    private ModelGarden() {}

    static List<Shelf> at(Site site) {
        return List.of(new Shelf(
                site.models() + "?pageSize=200", "publisherModels", "nextPageToken", "pageToken", ModelGarden::model));
    }

    /** Named as {@link Vertex#model(String)} takes them: Google's by their id, others' with their publisher. */
    private static @Nullable ModelInfo model(JsonNode model) {
        Matcher name = NAME.matcher(Json.text(model, "name"));
        if (!name.matches()) {
            return null;
        }
        String id = name.group(1).equals("google") ? name.group(2) : name.group(1) + "/" + name.group(2);
        return new ModelInfo(id, name.group(1), use(name.group(2)), Json.details(model, Set.of("name")));
    }

    /** The list does not say it but in the names, which are the makers' own. */
    private static ModelInfo.Use use(String model) {
        if (model.contains("embedding")) {
            return ModelInfo.Use.EMBEDDINGS;
        }
        return model.matches("(gemini|claude|mistral|gpt|llama|grok|deepseek|qwen|kimi|glm)-.*")
                        && !model.contains("image")
                ? ModelInfo.Use.CHAT
                : ModelInfo.Use.UNKNOWN;
    }
}
