package dev.interline.bedrock;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.error.ChatException;
import java.util.List;

/** A server in Bedrock's place, and calls to it. */
final class Wire implements AutoCloseable {
    /** A small model, so that a whole answer is asked for as one. */
    static final String MODEL = "openai.gpt-oss-20b-1:0";

    static final String ANSWER = "{\"id\":\"1\",\"object\":\"chat.completion\",\"model\":\"gpt-oss-20b\",\"choices\":"
            + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";

    private final WireMockServer server = new WireMockServer(options().dynamicPort());

    Wire() {
        server.start();
    }

    /** Gives these answers one after the other; the last for ever. */
    Wire answers(ResponseDefinitionBuilder... answers) {
        String state = Scenario.STARTED;
        for (int i = 0; i < answers.length; i++) {
            String next = i + 1 < answers.length ? "after " + i : state;
            server.stubFor(any(anyUrl())
                    .inScenario("answers")
                    .whenScenarioStateIs(state)
                    .willReturn(answers[i])
                    .willSetStateTo(i + 1 < answers.length ? next : state));
            state = next;
        }
        return this;
    }

    String url() {
        return server.baseUrl();
    }

    /** A door to it, without anything from the surroundings. */
    Bedrock bedrock() {
        return Bedrock.in("us-east-1")
                .surroundings(new Surroundings(name -> null, name -> null))
                .endpoint(url());
    }

    /** A model that speaks Chat Completions. */
    static ChatModel chat(Bedrock bedrock) {
        return bedrock.model(
                MODEL, it -> it.format(BedrockFormat.CHAT_COMPLETIONS).reasons(false));
    }

    static ChatResponse ask(ChatModel model) {
        return ask(model, CallContext.create());
    }

    static ChatResponse ask(ChatModel model, CallContext context) {
        return model.chat(ChatRequest.builder().user("Hi").maxOutputTokens(50).build(), context);
    }

    /** Whatever became of it. */
    static void send(ChatModel model, boolean streaming) {
        try {
            if (streaming) {
                model.stream(ChatRequest.builder()
                                .user("Hi")
                                .maxOutputTokens(50)
                                .build())
                        .close();
            } else {
                ask(model);
            }
        } catch (ChatException e) {
            // what was sent is looked at, not what came back
        }
    }

    List<LoggedRequest> requests() {
        return server.findAll(anyRequestedFor(anyUrl()));
    }

    LoggedRequest request() {
        List<LoggedRequest> all = requests();
        return all.get(all.size() - 1);
    }

    @Override
    public void close() {
        server.stop();
    }
}
