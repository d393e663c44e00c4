package dev.interline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The models that a target {@linkplain FakeCloud#lists lists}; which list is asked for, the route's model says. */
final class ModelsScript implements WholeScript {

    @Override
    public JsonNode whole(Scene scene) {
        List<ObjectNode> models = new ArrayList<>();
        for (String model : scene.listed()) {
            boolean profile = model.matches("(us|eu|apac|jp|au|ca|in|us-gov|global)\\..*");
            switch (scene.model()) {
                case "foundation-models" -> {
                    if (!profile) {
                        String kind = model.contains("embed") ? "EMBEDDING" : "TEXT";
                        models.add(Json.of("modelId", model, "outputModalities", Json.list(kind)));
                    }
                }
                case "inference-profiles" -> {
                    if (profile) {
                        models.add(Json.of("inferenceProfileId", model, "type", "SYSTEM_DEFINED", "status", "ACTIVE"));
                    }
                }
                case "publishers" -> {
                    int slash = model.indexOf('/');
                    String publisher = slash < 0 ? "google" : model.substring(0, slash);
                    models.add(Json.of("name", "publishers/" + publisher + "/models/" + model.substring(slash + 1)));
                }
                default ->
                    models.add(Json.of("id", model, "object", "model", "created", scene.epoch(), "owned_by", "system"));
            }
        }
        return switch (scene.model()) {
            case "foundation-models" -> Json.of("modelSummaries", Json.list(models));
            case "inference-profiles" -> Json.of("inferenceProfileSummaries", Json.list(models));
            case "publishers" -> Json.of("publisherModels", Json.list(models));
            default -> Json.of("object", "list", "data", Json.list(models));
        };
    }
}
