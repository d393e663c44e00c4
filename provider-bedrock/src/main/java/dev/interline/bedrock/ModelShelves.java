package dev.interline.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.ModelInfo;
import dev.interline.wire.BaseUrl;
import dev.interline.wire.Json;
import dev.interline.wire.Shelf;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lists of what can be asked on bedrock-runtime: foundation models and inference profiles. Source: "ListFoundationModels"
 * and "ListInferenceProfiles" in the Amazon Bedrock API reference.
 */
final class ModelShelves {
    private ModelShelves() {}

    static List<Shelf> at(BaseUrl controlPlane) {
        return List.of(
                Shelf.onePage(controlPlane + "/foundation-models", "modelSummaries", ModelShelves::model),
                new Shelf(
                        controlPlane + "/inference-profiles?maxResults=1000",
                        "inferenceProfileSummaries",
                        "nextToken",
                        "nextToken",
                        ModelShelves::profile));
    }

    private static @Nullable ModelInfo model(JsonNode model) {
        String id = Json.text(model, "modelId");
        return id.isBlank()
                ? null
                : new ModelInfo(
                        id,
                        Json.text(model, "providerName"),
                        use(model.path("outputModalities")),
                        Json.details(model, Set.of("modelId", "providerName")));
    }

    private static ModelInfo.Use use(JsonNode modalities) {
        ModelInfo.Use use = modalities.isEmpty() ? ModelInfo.Use.UNKNOWN : ModelInfo.Use.OTHER;
        for (JsonNode modality : modalities) {
            switch (modality.asText()) {
                case "TEXT" -> use = ModelInfo.Use.CHAT;
                case "EMBEDDING" -> {
                    return ModelInfo.Use.EMBEDDINGS;
                }
                default -> {
                    // images and the like change nothing
                }
            }
        }
        return use;
    }

    /** AWS's own profiles are asked for by their id, those of the account by their ARN. */
    private static @Nullable ModelInfo profile(JsonNode profile) {
        boolean own = Json.text(profile, "type").equals("APPLICATION");
        String id = Json.text(profile, own ? "inferenceProfileArn" : "inferenceProfileId");
        ModelName name = ModelName.of(id);
        return id.isBlank()
                ? null
                : new ModelInfo(
                        id,
                        name == null ? "" : name.maker(),
                        ModelInfo.Use.UNKNOWN,
                        Json.details(profile, Set.of(own ? "inferenceProfileArn" : "inferenceProfileId")));
    }
}
