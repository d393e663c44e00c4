package dev.interline.typed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interline.Ability;
import dev.interline.ChatModel;
import dev.interline.Profile;
import dev.interline.azure.Azure;
import dev.interline.azure.AzureFormat;
import dev.interline.bedrock.Bedrock;
import dev.interline.testkit.FakeCloud;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Vendor;
import dev.interline.vertex.Vertex;
import dev.interline.wire.auth.Token;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A model on a cloud that takes schemas in its own way.
 *
 * @param name for readers
 * @param path where the schema stands in a request
 */
record Server(String name, Subset subset, String path, ChatModel model, FakeCloud fake) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Server> all(FakeClouds clouds, UnaryOperator<Profile.Builder> known) {
        FakeCloud gpt = clouds.on("azure-gpt").as(Vendor.AZURE);
        FakeCloud claude = clouds.on("azure-claude").as(Vendor.AZURE);
        FakeCloud bedrock = clouds.on("bedrock").as(Vendor.BEDROCK);
        FakeCloud vertex = clouds.on("vertex").as(Vendor.VERTEX);
        return List.of(
                new Server(
                        "GPT on Azure",
                        Subset.OPENAI,
                        "/text/format/schema",
                        Azure.at(gpt.url())
                                .allowPlainHttp()
                                .apiKey("k")
                                .model("gpt", it -> it.family("gpt-5.4").profile(known)),
                        gpt),
                new Server(
                        "Claude on Azure",
                        Subset.CLAUDE,
                        "/output_config/format/schema",
                        Azure.at(claude.url())
                                .allowPlainHttp()
                                .apiKey("k")
                                .model(
                                        "claude",
                                        it -> it.family("claude-opus-4-6")
                                                .format(AzureFormat.MESSAGES)
                                                .profile(known)),
                        claude),
                new Server(
                        "Claude on Bedrock",
                        Subset.CLAUDE,
                        "/outputConfig/textFormat/structure/jsonSchema/schema",
                        Bedrock.in("us-east-1")
                                .endpoint(bedrock.url())
                                .allowPlainHttp()
                                .apiKey("k")
                                .model(
                                        "anthropic.claude-opus-4-6",
                                        it -> it.family("claude-opus-4-6").profile(known)),
                        bedrock),
                new Server(
                        "Gemini on Vertex",
                        Subset.GEMINI,
                        "/generationConfig/responseJsonSchema",
                        Vertex.of("demo", "global")
                                .endpoint(vertex.url())
                                .allowPlainHttp()
                                .token(() -> Token.of("t"))
                                .model(
                                        "gemini-3.6-flash",
                                        it -> it.family("gemini-3.6-flash").profile(known)),
                        vertex));
    }

    /** Answers that come whole. */
    static Profile.Builder whole(Profile.Builder known) {
        return known.cannot(Ability.STREAM);
    }

    /** The schema of the last request; missing when the form was asked for in another way. */
    JsonNode sent() {
        try {
            JsonNode schema = JSON.readTree(fake.lastRequest().body()).at(path);
            return schema.isTextual() ? JSON.readTree(schema.textValue()) : schema;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
