package dev.interline.wire;

import dev.interline.ChatModel;
import dev.interline.wire.compatible.CompatibleModel;
import dev.interline.wire.compatible.OpenAiCompatible;
import mockwebserver3.MockResponse;

/** A model at an address, and the plainest answer. */
final class Plain {
    static final String KEY = "sk-0123456789";
    static final String ANSWER = "{\"id\":\"1\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
            + "\"message\":{\"role\":\"assistant\",\"content\":\"Hello.\"}}],\"usage\":{\"prompt_tokens\":3,"
            + "\"completion_tokens\":2,\"total_tokens\":5}}";

    private Plain() {}

    static ChatModel model(Object url, Transport transport) {
        return OpenAiCompatible.at(url.toString())
                .apiKey(KEY)
                .allowPlainHttp()
                .transport(transport)
                .model("any", Plain::quick);
    }

    private static CompatibleModel quick(CompatibleModel model) {
        return model.profile(known -> known.reasons(false).maxOutput(100));
    }

    static MockResponse answer() {
        return new MockResponse.Builder()
                .code(200)
                .setHeader("Content-Type", "application/json")
                .body(ANSWER)
                .build();
    }
}
