import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatStream;
import dev.interline.Options;
import dev.interline.azure.Azure;
import dev.interline.azure.AzureFormat;
import dev.interline.bedrock.AwsKeys;
import dev.interline.bedrock.Bedrock;
import dev.interline.config.ConfigException;
import dev.interline.route.Router;
import dev.interline.vertex.Vertex;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an application does with the library, on whatever class path it has: a question, a stream and a failover, on the
 * three clouds. Run with words that a refusal must hold, it must be refused instead, before anything was sent.
 */
public final class Consumer {
    private static final String CHAT = "{\"id\":\"c\",\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"message\":"
            + "{\"role\":\"assistant\",\"content\":\"azure\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"total_tokens\":4}}";
    private static final String CONVERSE = "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":"
            + "\"bedrock\"}]}},\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":3,\"outputTokens\":1,"
            + "\"totalTokens\":4},\"metrics\":{\"latencyMs\":1}}";
    private static final String GEMINI = "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":"
            + "\"ver\"}]}}]}\r\n\r\ndata: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":"
            + "\"tex\"}]},\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":3,"
            + "\"candidatesTokenCount\":1,\"totalTokenCount\":4}}\r\n\r\n";

    private static volatile boolean azureIsDown;

    private Consumer() {}

    public static void main(String[] words) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", Consumer::serve);
        server.start();
        String failure = null;
        try {
            talk("http://127.0.0.1:" + server.getAddress().getPort());
        } catch (ConfigException e) {
            failure = e.getMessage();
        } finally {
            server.stop(0);
        }
        List<String> wanted = List.of(words);
        if (failure == null && wanted.isEmpty()) {
            System.out.println("answered by three clouds");
        } else if (failure != null && !wanted.isEmpty() && wanted.stream().allMatch(failure::contains)) {
            System.out.println("refused, as it should be:\n" + failure);
        } else {
            throw new AssertionError("wanted a refusal with " + wanted + ", got " + failure);
        }
    }

    private static void talk(String url) {
        try (Azure azure = Azure.at(url).apiKey("a-key-of-no-use");
                Bedrock bedrock = Bedrock.in("us-east-1")
                        .endpoint(url)
                        .keys(new AwsKeys("AKIDEXAMPLE", "a-secret-of-no-use"));
                Vertex vertex = Vertex.of("a-project", "global").endpoint(url).apiKey("a-key-of-no-use")) {
            // short enough to come as one answer, not as a stream
            ChatRequest briefly = ChatRequest.builder()
                    .user("hello")
                    .options(Options.builder().maxOutputTokens(100).build())
                    .build();
            ChatModel first = azure.model("gpt-4o", o -> o.format(AzureFormat.CHAT_COMPLETIONS).family("gpt-4o").reasons(false));
            ChatModel second = bedrock.model("amazon.nova-lite-v1:0", o -> o.reasons(false));
            ChatModel third = vertex.model("gemini-3-flash");
            is("azure", first.chat(briefly).text());
            is("bedrock", second.chat(briefly).text());
            StringBuilder said = new StringBuilder();
            try (ChatStream stream = third.stream(briefly)) {
                for (ChatEvent event : stream) {
                    if (event instanceof ChatEvent.TextDelta delta) {
                        said.append(delta.text());
                    }
                }
            }
            is("vertex", said.toString());
            azureIsDown = true;
            is("bedrock", Router.over(first, second).chat(briefly).text());
        }
    }

    private static void is(String wanted, String got) {
        if (!wanted.equals(got)) {
            throw new AssertionError("wanted " + wanted + ", got " + got);
        }
    }

    private static void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        exchange.getRequestBody().readAllBytes();
        if (path.contains("/converse")) {
            answer(exchange, 200, "application/json", CONVERSE);
        } else if (path.contains("GenerateContent")) {
            answer(exchange, 200, "text/event-stream", GEMINI);
        } else if (azureIsDown) {
            answer(exchange, 503, "application/json", "{\"error\":{\"message\":\"down\"}}");
        } else {
            answer(exchange, 200, "application/json", CHAT);
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
