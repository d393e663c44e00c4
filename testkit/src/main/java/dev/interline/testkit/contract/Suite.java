package dev.interline.testkit.contract;

import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.error.ChatException;
import dev.interline.wire.auth.Token;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;

/** What the parts of the contract share. */
interface Suite {
    String ANSWER = "The quick brown fox jumps over the lazy dog.";
    Duration SOON = Duration.ofSeconds(20);

    Bench bench();

    ChatModel subject(Bench bench);

    ChatModel subject(Bench bench, Supplier<Token> tokens);

    boolean has(Trait trait);

    default ChatModel subject() {
        return subject(bench());
    }

    /** One that is asked whole: short enough not to ride on a stream. */
    static ChatRequest question() {
        return ChatRequest.builder().user("Say something.").maxOutputTokens(100).build();
    }

    /** What a stream broke of, after content was shown. */
    static ChatException cause(ChatException broken) {
        Assertions.assertEquals(ChatException.Kind.STREAM_BROKEN, broken.kind(), broken::getMessage);
        return Assertions.assertInstanceOf(ChatException.class, broken.getCause());
    }

    /** The two ways to ask; the second must fail as the first does. */
    enum Way {
        WHOLE,
        STREAMED;

        ChatException failure(ChatModel model, ChatRequest request) {
            return Assertions.assertThrows(ChatException.class, () -> ask(model, request));
        }

        ChatResponse ask(ChatModel model, ChatRequest request) {
            if (this == WHOLE) {
                return model.chat(request);
            }
            try (ChatStream stream = model.stream(request)) {
                return stream.response();
            }
        }
    }
}
