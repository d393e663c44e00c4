package dev.interline.examples;

import dev.interline.Ability;
import dev.interline.ChatModel;
import dev.interline.Profile;
import dev.interline.azure.Azure;
import dev.interline.azure.AzureFormat;
import dev.interline.bedrock.Bedrock;
import dev.interline.bedrock.BedrockFormat;
import dev.interline.testkit.FakeCloud;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Vendor;
import dev.interline.vertex.Vertex;
import dev.interline.vertex.VertexFormat;
import dev.interline.wire.auth.Token;
import java.util.List;
import java.util.Map;

/**
 * A format on a cloud, spoken with a model of one family.
 *
 * @param format its name for readers
 * @param cloud its name for readers
 * @param fake what the model talks to
 */
record Dialect(String format, String cloud, String family, ChatModel model, FakeCloud fake) {

    /** Every format on every cloud that has it. */
    static List<Dialect> all(FakeClouds clouds) {
        return List.of(
                azure(clouds, "Responses", AzureFormat.RESPONSES, "gpt-5.4"),
                bedrock(clouds, "Responses", BedrockFormat.RESPONSES, "openai.gpt-oss-120b-1:0", "gpt-oss-120b"),
                vertex(clouds, "Responses", VertexFormat.RESPONSES, "openai/gpt-5.4", "gpt-5.4"),
                azure(clouds, "Chat", AzureFormat.CHAT_COMPLETIONS, "deepseek-v3.2"),
                bedrock(clouds, "Chat", BedrockFormat.CHAT_COMPLETIONS, "openai.gpt-oss-120b-1:0", "gpt-oss-120b"),
                vertex(clouds, "Chat", VertexFormat.CHAT_COMPLETIONS, "meta/llama-4-maverick", "llama-4-maverick"),
                azure(clouds, "Messages", AzureFormat.MESSAGES, "claude-opus-4-6"),
                bedrock(clouds, "Messages", BedrockFormat.MESSAGES, "anthropic.claude-opus-4-6", "claude-opus-4-6"),
                bedrock(clouds, "Invoke", BedrockFormat.INVOKE, "anthropic.claude-sonnet-4-6", "claude-sonnet-4-6"),
                vertex(clouds, "Messages", VertexFormat.MESSAGES, "claude-opus-4-6", "claude-opus-4-6"),
                bedrock(clouds, "Converse", BedrockFormat.CONVERSE, "anthropic.claude-opus-4-6", "claude-opus-4-6"),
                bedrock(clouds, "Converse", BedrockFormat.CONVERSE, "amazon.nova-pro-v1:0", "nova-pro"),
                vertex(clouds, "Gemini", VertexFormat.GENERATE_CONTENT, "gemini-3.6-flash", "gemini-3.6-flash"));
    }

    /** Families that one format treats in different ways. */
    static List<Dialect> families(FakeClouds clouds) {
        return List.of(
                azure(clouds, "Responses", AzureFormat.RESPONSES, "gpt-4.1"),
                azure(clouds, "Responses", AzureFormat.RESPONSES, "gpt-5"),
                azure(clouds, "Chat", AzureFormat.CHAT_COMPLETIONS, "gpt-4.1"),
                azure(clouds, "Chat", AzureFormat.CHAT_COMPLETIONS, "o4-mini"),
                azure(clouds, "Messages", AzureFormat.MESSAGES, "claude-sonnet-4-5"),
                azure(clouds, "Messages", AzureFormat.MESSAGES, "claude-opus-5-5"),
                bedrock(clouds, "Converse", BedrockFormat.CONVERSE, "amazon.nova-2-lite-v1:0", "nova-2-lite"),
                bedrock(clouds, "Converse", BedrockFormat.CONVERSE, "meta.llama-4-scout", "llama-4-scout"),
                bedrock(clouds, "Converse", BedrockFormat.CONVERSE, "mistral.mistral-large-3", "mistral-large-3"),
                vertex(clouds, "Gemini", VertexFormat.GENERATE_CONTENT, "gemini-2.5-flash", "gemini-2.5-flash"),
                vertex(clouds, "Gemini", VertexFormat.GENERATE_CONTENT, "gemini-2.5-pro", "gemini-2.5-pro"));
    }

    /** Answers come whole, so that a test can play any. */
    private static Profile.Builder whole(Profile.Builder known) {
        return known.cannot(Ability.STREAM);
    }

    private static FakeCloud fake(FakeClouds clouds, String cloud, String format, String family) {
        String name = (cloud + "-" + format + "-" + family).toLowerCase(java.util.Locale.ROOT);
        return clouds.on(name)
                .as(Map.of("azure", Vendor.AZURE, "bedrock", Vendor.BEDROCK, "vertex", Vendor.VERTEX)
                        .get(cloud))
                // whoever asks for a form gets it
                .says("{\"port\":\"Cuxhaven\"}");
    }

    private static Dialect azure(FakeClouds clouds, String name, AzureFormat format, String family) {
        FakeCloud fake = fake(clouds, "azure", name, family);
        ChatModel model = Azure.at(fake.url())
                .allowPlainHttp()
                .apiKey("k")
                .model("my-deployment", it -> it.family(family).format(format).profile(Dialect::whole));
        return new Dialect(name, "Azure", family, model, fake);
    }

    private static Dialect bedrock(FakeClouds clouds, String name, BedrockFormat format, String id, String family) {
        FakeCloud fake = fake(clouds, "bedrock", name, family);
        ChatModel model = Bedrock.in("us-east-1")
                .endpoint(fake.url())
                .allowPlainHttp()
                .apiKey("k")
                .model(id, it -> it.family(family).format(format).profile(Dialect::whole));
        return new Dialect(name, "Bedrock", family, model, fake);
    }

    private static Dialect vertex(FakeClouds clouds, String name, VertexFormat format, String id, String family) {
        FakeCloud fake = fake(clouds, "vertex", name, family);
        ChatModel model = Vertex.of("demo", "global")
                .endpoint(fake.url())
                .allowPlainHttp()
                .token(() -> Token.of("t"))
                .model(id, it -> it.family(family).format(format).profile(Dialect::whole));
        return new Dialect(name, "Vertex", family, model, fake);
    }
}
