import dev.interline.benchmarks.load.Driver;
import dev.interline.benchmarks.load.Drivers;
import dev.interline.benchmarks.load.Tongue;
import java.net.URI;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** Converse through AWS's own library, which streams asynchronously only. */
public final class Aws implements Drivers.Maker {
    private static final String MODEL = "amazon.nova-lite-v1:0";

    @Override
    public Driver make(Tongue tongue, String base) {
        StaticCredentialsProvider keys = StaticCredentialsProvider.create(
                AwsBasicCredentials.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
        BedrockRuntimeClient whole = BedrockRuntimeClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(base))
                .credentialsProvider(keys)
                .build();
        return new Driver() {
            private BedrockRuntimeAsyncClient streaming;

            @Override
            public Told ask() {
                ConverseResponse answer = whole.converse(ConverseRequest.builder()
                        .modelId(MODEL)
                        .messages(message())
                        .inferenceConfig(config())
                        .build());
                return new Told(
                        answer.output().message().content().get(0).text().length(),
                        answer.usage().outputTokens());
            }

            @Override
            public Told stream(Consumer<String> onText) {
                int[] characters = new int[1];
                long[] tokens = new long[1];
                ConverseStreamResponseHandler handler = ConverseStreamResponseHandler.builder()
                        .subscriber(ConverseStreamResponseHandler.Visitor.builder()
                                .onContentBlockDelta(delta -> {
                                    String text = delta.delta().text();
                                    characters[0] += text.length();
                                    onText.accept(text);
                                })
                                .onMetadata(end -> tokens[0] = end.usage().outputTokens())
                                .build())
                        .build();
                client().converseStream(
                                ConverseStreamRequest.builder()
                                        .modelId(MODEL)
                                        .messages(message())
                                        .inferenceConfig(config())
                                        .build(),
                                handler)
                        .join();
                return new Told(characters[0], tokens[0]);
            }

            private synchronized BedrockRuntimeAsyncClient client() {
                if (streaming == null) {
                    streaming = BedrockRuntimeAsyncClient.builder()
                            .region(Region.US_EAST_1)
                            .endpointOverride(URI.create(base))
                            .credentialsProvider(keys)
                            // without TLS there is nobody to agree on HTTP/2 with
                            .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                            .build();
                }
                return streaming;
            }
        };
    }

    private static Message message() {
        return Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText(Driver.PROMPT))
                .build();
    }

    private static InferenceConfiguration config() {
        return InferenceConfiguration.builder().maxTokens(Driver.CAP).build();
    }
}
