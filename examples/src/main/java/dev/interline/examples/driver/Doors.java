package dev.interline.examples.driver;

import dev.interline.ChatModel;
import dev.interline.azure.Azure;
import dev.interline.azure.AzureFormat;
import dev.interline.bedrock.Bedrock;
import dev.interline.bedrock.BedrockFormat;
import dev.interline.examples.driver.Errand.Spot;
import dev.interline.route.Target;
import dev.interline.vertex.Vertex;
import dev.interline.vertex.VertexFormat;
import dev.interline.wire.Transport;
import dev.interline.wire.auth.Token;
import dev.interline.wire.compatible.CompatibleFormat;
import dev.interline.wire.compatible.OpenAiCompatible;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The targets of a process, each made once, so that what was learned of one is remembered. Thread-safe. */
final class Doors implements AutoCloseable {

    /** How a model is made at an address. */
    private interface Maker {
        ChatModel model(Spot spot, Transport transport);
    }

    private static final Map<String, Maker> FORMATS = new TreeMap<>(Map.ofEntries(
            Map.entry("openai-chat", compatible(CompatibleFormat.CHAT_COMPLETIONS)),
            Map.entry("openai-responses", compatible(CompatibleFormat.RESPONSES)),
            Map.entry("azure-chat", azure(AzureFormat.CHAT_COMPLETIONS)),
            Map.entry("azure-responses", azure(AzureFormat.RESPONSES)),
            Map.entry("azure-messages", azure(AzureFormat.MESSAGES)),
            Map.entry("bedrock-chat", bedrock(BedrockFormat.CHAT_COMPLETIONS)),
            Map.entry("bedrock-responses", bedrock(BedrockFormat.RESPONSES)),
            Map.entry("bedrock-messages", bedrock(BedrockFormat.MESSAGES)),
            Map.entry("bedrock-invoke", bedrock(BedrockFormat.INVOKE)),
            Map.entry("bedrock-converse", bedrock(BedrockFormat.CONVERSE)),
            Map.entry("vertex-chat", vertex(VertexFormat.CHAT_COMPLETIONS)),
            Map.entry("vertex-responses", vertex(VertexFormat.RESPONSES)),
            Map.entry("vertex-messages", vertex(VertexFormat.MESSAGES)),
            Map.entry("vertex-gemini", vertex(VertexFormat.GENERATE_CONTENT))));

    private final Map<Spot, Target> targets = new ConcurrentHashMap<>();
    private final Map<Duration, Transport> transports = new ConcurrentHashMap<>();
    private final Transport transport = Transport.create();

    /**
     * The target there, always the same one.
     *
     * @throws IllegalArgumentException if no such format is known, or the address or the key is none
     */
    Target target(Spot spot) {
        Maker maker = FORMATS.get(spot.format());
        if (maker == null) {
            throw new IllegalArgumentException(
                    "\"format\" has to be one of " + String.join(", ", FORMATS.keySet()) + ", not " + spot.format());
        }
        return targets.computeIfAbsent(
                spot,
                key -> Target.of(maker.model(key, transport(key)))
                        .name(key.model() + " at " + key.baseUrl() + " (" + key.format() + ")"));
    }

    private Transport transport(Spot spot) {
        return spot.connect() == null
                ? transport
                : transports.computeIfAbsent(
                        spot.connect(),
                        limit -> Transport.builder().connectTimeout(limit).build());
    }

    private static Maker compatible(CompatibleFormat format) {
        return (spot, transport) -> {
            OpenAiCompatible door =
                    OpenAiCompatible.at(spot.baseUrl()).allowPlainHttp().transport(transport);
            return (spot.key().isEmpty() ? door : door.apiKey(spot.key()))
                    .model(spot.model(), it -> it.reasons(spot.reasons()).format(format));
        };
    }

    private static Maker azure(AzureFormat format) {
        return (spot, transport) -> Azure.at(spot.baseUrl())
                .allowPlainHttp()
                .transport(transport)
                .apiKey(spot.key())
                .model(spot.model(), it -> it.format(format).reasons(spot.reasons()));
    }

    private static Maker bedrock(BedrockFormat format) {
        return (spot, transport) -> Bedrock.in("us-east-1")
                .endpoint(spot.baseUrl())
                .allowPlainHttp()
                .transport(transport)
                .apiKey(spot.key())
                .model(spot.model(), it -> it.format(format).reasons(spot.reasons()));
    }

    private static Maker vertex(VertexFormat format) {
        return (spot, transport) -> Vertex.of("bench", "global")
                .endpoint(spot.baseUrl())
                .allowPlainHttp()
                .transport(transport)
                .token(() -> Token.of(spot.key()))
                .model(spot.model(), it -> it.format(format).reasons(spot.reasons()));
    }

    @Override
    public void close() {
        transports.values().forEach(Transport::close);
        transport.close();
    }
}
