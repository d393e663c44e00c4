package dev.interline.benchmarks.load;

import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.azure.Azure;
import dev.interline.azure.AzureFormat;
import dev.interline.bedrock.AwsKeys;
import dev.interline.bedrock.Bedrock;
import dev.interline.route.Router;
import dev.interline.vertex.Vertex;
import dev.interline.vertex.VertexCredential;
import dev.interline.wire.Transport;
import java.util.function.Consumer;

/** Interline as it is used: a cloud behind a route, with its retries, its breaker, its clocks, its trail and the usage. */
final class InterlineDriver implements Driver {
    private final ChatModel model;

    InterlineDriver(Tongue tongue, String base, Transport transport) {
        this.model = Router.over(model(tongue, base, transport));
    }

    /** The model without a route. */
    static ChatModel model(Tongue tongue, String base, Transport transport) {
        return switch (tongue) {
            case CHAT -> azure(base, transport, AzureFormat.CHAT_COMPLETIONS, "gpt-4o");
            case RESPONSES -> azure(base, transport, AzureFormat.RESPONSES, "gpt-4o");
            case MESSAGES -> azure(base, transport, AzureFormat.MESSAGES, "claude-sonnet-4");
            case CONVERSE ->
                Bedrock.in("us-east-1")
                        .endpoint(base)
                        .allowPlainHttp()
                        .transport(transport)
                        .keys(new AwsKeys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"))
                        .model("amazon.nova-lite-v1:0", it -> it.reasons(false));
            case GEMINI ->
                Vertex.of("project", "global")
                        .endpoint(base)
                        .allowPlainHttp()
                        .transport(transport)
                        .credential(VertexCredential.bearer(() -> "0123456789abcdef"))
                        .model("gemini-2.5-flash", it -> it.reasons(false));
        };
    }

    private static ChatModel azure(String base, Transport transport, AzureFormat format, String name) {
        return Azure.at(base)
                .allowPlainHttp()
                .transport(transport)
                .apiKey("0123456789abcdef")
                .model(name, it -> it.family(name).reasons(false).format(format));
    }

    private static ChatRequest request() {
        return ChatRequest.builder().user(PROMPT).maxOutputTokens(CAP).build();
    }

    @Override
    public Told ask() {
        ChatResponse response = model.chat(request());
        return new Told(response.text().length(), response.usage().output().orElse(-1));
    }

    @Override
    public Told stream(Consumer<String> onText) {
        int characters = 0;
        try (ChatStream stream = model.stream(request())) {
            for (String text : stream.text()) {
                characters += text.length();
                onText.accept(text);
            }
            return new Told(characters, stream.response().usage().output().orElse(-1));
        }
    }
}
