package dev.interline.examples.faults;

import dev.interline.ChatModel;
import dev.interline.Profile;
import dev.interline.azure.Azure;
import dev.interline.azure.AzureFormat;
import dev.interline.bedrock.Bedrock;
import dev.interline.bedrock.BedrockFormat;
import dev.interline.testkit.Vendor;
import dev.interline.time.Time;
import dev.interline.vertex.Vertex;
import dev.interline.vertex.VertexFormat;
import dev.interline.wire.Transport;
import dev.interline.wire.auth.Token;
import java.util.List;
import java.util.function.Supplier;

/** A format on a cloud, and how a model that speaks it is made. Whether the model reasons is declared: it does not. */
record Dialect(String format, String cloud, Vendor vendor, Maker maker) {

    /** Where a model is, and what it signs in with. */
    record Place(String url, Transport transport, Time time, Supplier<Token> tokens) {}

    /** Makes a model. */
    interface Maker {
        ChatModel at(Place place);
    }

    /** Every format on every cloud that has it. */
    static List<Dialect> all() {
        return List.of(
                azure("Responses", AzureFormat.RESPONSES, "gpt-4.1"),
                bedrock("Responses", false, BedrockFormat.RESPONSES, "us.openai.gpt-4.1"),
                bedrock("Responses", true, BedrockFormat.RESPONSES, "openai.gpt-4.1"),
                vertex("Responses", VertexFormat.RESPONSES, "openai/gpt-4.1", "gpt-4.1"),
                azure("Chat", AzureFormat.CHAT_COMPLETIONS, "gpt-4.1"),
                bedrock("Chat", false, BedrockFormat.CHAT_COMPLETIONS, "us.openai.gpt-4.1"),
                bedrock("Chat", true, BedrockFormat.CHAT_COMPLETIONS, "openai.gpt-4.1"),
                vertex("Chat", VertexFormat.CHAT_COMPLETIONS, "meta/llama-4-maverick", "llama-4-maverick"),
                azure("Messages", AzureFormat.MESSAGES, "claude-sonnet-4-5"),
                bedrock("Messages", false, BedrockFormat.MESSAGES, "us.anthropic.claude-sonnet-4-5"),
                bedrock("Messages", true, BedrockFormat.MESSAGES, "anthropic.claude-sonnet-4-5"),
                bedrock("Invoke", false, BedrockFormat.INVOKE, "us.anthropic.claude-sonnet-4-5"),
                vertex("Messages", VertexFormat.MESSAGES, "claude-sonnet-4-5", "claude-sonnet-4-5"),
                bedrock("Converse", false, BedrockFormat.CONVERSE, "us.anthropic.claude-sonnet-4-5"),
                vertex("Gemini", VertexFormat.GENERATE_CONTENT, "gemini-2.5-flash", "gemini-2.5-flash"));
    }

    /** Whether no dialect before it has its format. */
    boolean isFirstOfFormat() {
        return all().stream()
                .filter(it -> it.format.equals(format))
                .findFirst()
                .orElseThrow()
                .cloud
                .equals(cloud);
    }

    static Dialect of(String format, String cloud) {
        return all().stream()
                .filter(it -> it.format.equals(format) && it.cloud.equals(cloud))
                .findFirst()
                .orElseThrow();
    }

    private static Dialect azure(String name, AzureFormat format, String family) {
        return new Dialect(
                name,
                "Azure",
                Vendor.AZURE,
                place -> Azure.at(place.url())
                        .transport(place.transport())
                        .time(place.time())
                        .token(place.tokens())
                        .model("main", it -> it.family(family).format(format).profile(Dialect::plain)));
    }

    private static Dialect bedrock(String name, boolean mantle, BedrockFormat format, String id) {
        String family = id.substring(id.lastIndexOf('.', id.indexOf('-')) + 1);
        return new Dialect(name, mantle ? "Mantle" : "Bedrock", Vendor.BEDROCK, place -> {
            Bedrock door = Bedrock.in("us-east-1")
                    .endpoint(place.url())
                    .transport(place.transport())
                    .time(place.time())
                    .token(place.tokens());
            return (mantle ? door.mantle() : door)
                    .model(id, it -> it.family(family).format(format).profile(Dialect::plain));
        });
    }

    private static Dialect vertex(String name, VertexFormat format, String id, String family) {
        return new Dialect(
                name,
                "Vertex",
                Vendor.VERTEX,
                place -> Vertex.of("demo", "global")
                        .endpoint(place.url())
                        .transport(place.transport())
                        .time(place.time())
                        .token(place.tokens())
                        .model(id, it -> it.family(family).format(format).profile(Dialect::plain)));
    }

    private static Profile.Builder plain(Profile.Builder known) {
        return known.reasons(false);
    }

    @Override
    public String toString() {
        return format + " on " + cloud;
    }
}
