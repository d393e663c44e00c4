package dev.interline.bedrock;

import org.jspecify.annotations.Nullable;

/** The path of each format on each service: "APIs supported by Amazon Bedrock", AWS user guide. */
final class Route {
    private Route() {}

    static String path(BedrockFormat format, Service service, String modelId, boolean streaming) {
        return switch (format) {
            case CONVERSE -> model(modelId) + (streaming ? "/converse-stream" : "/converse");
            case INVOKE -> model(modelId) + (streaming ? "/invoke-with-response-stream" : "/invoke");
            case MESSAGES -> "/anthropic/v1/messages";
            case RESPONSES -> openai(service, modelId) + "/responses";
            case CHAT_COMPLETIONS -> openai(service, modelId) + "/chat/completions";
        };
    }

    /** Where tokens are counted: of the model itself, for its inference profiles are refused there. */
    static String count(String modelId) {
        return model(ModelName.bare(modelId)) + "/count-tokens";
    }

    /** Where vectors are made. */
    static String embeddings(String modelId) {
        return model(modelId) + "/invoke";
    }

    private static String model(String id) {
        return "/model/" + PathSegment.encode(id);
    }

    /** The runtime has the one prefix, and answers any other with a 200 that holds an error; mantle has one by model. */
    private static String openai(Service service, String modelId) {
        ModelName name = ModelName.of(modelId);
        return service == Service.RUNTIME || name != null && hasOwnPrefix(name) ? "/openai/v1" : "/v1";
    }

    private static boolean hasOwnPrefix(ModelName name) {
        return switch (name.maker()) {
            case "openai" -> !name.model().startsWith("gpt-oss");
            case "xai" -> true;
            case "google" -> name.model().startsWith("gemma-4");
            default -> false;
        };
    }

    /** What mantle speaks to a model when nobody says; null when its maker is not known. */
    static @Nullable BedrockFormat onMantle(@Nullable ModelName name) {
        if (name == null) {
            return null;
        }
        if (name.maker().equals("anthropic")) {
            return BedrockFormat.MESSAGES;
        }
        return hasOwnPrefix(name) ? BedrockFormat.RESPONSES : BedrockFormat.CHAT_COMPLETIONS;
    }
}
