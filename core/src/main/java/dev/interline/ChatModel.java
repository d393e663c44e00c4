package dev.interline;

import dev.interline.async.Async;
import dev.interline.error.ChatException;
import dev.interline.error.TruncatedException;
import dev.interline.policy.Guarded;
import dev.interline.policy.Policy;

/**
 * Something that answers: a model on a cloud, several of them behind a router, or a script in a test. Everything else
 * in the library is a model around models. Implementations are thread-safe.
 *
 * <p>Implement the three abstract methods; the others are shorthands that nobody overrides.
 */
public interface ChatModel {

    /** Who would answer, and what is known of it. */
    Profile profile();

    /**
     * Asks and waits for the whole answer.
     *
     * @throws ChatException when there is none
     */
    ChatResponse chat(ChatRequest request, CallContext context);

    /**
     * Asks and returns at the first content; whatever goes wrong before is thrown here. Until then a call is cancelled
     * by its context, afterwards also by closing the stream.
     *
     * @throws ChatException when the answer does not begin
     */
    ChatStream stream(ChatRequest request, CallContext context);

    /** Asks without limits of its own. */
    default ChatResponse chat(ChatRequest request) {
        return chat(request, CallContext.create());
    }

    /** Asks one question. */
    default ChatResponse chat(String prompt) {
        return chat(ChatRequest.builder().user(prompt).build());
    }

    /**
     * Asks for the next answer in a conversation, without tools or settings.
     *
     * @throws IllegalArgumentException when nothing has been said in it yet
     */
    default ChatResponse chat(Conversation conversation) {
        return chat(conversation.request());
    }

    /** Asks without limits of its own, and streams the answer. */
    default ChatStream stream(ChatRequest request) {
        return stream(request, CallContext.create());
    }

    /** Asks one question, and streams the answer. */
    default ChatStream stream(String prompt) {
        return stream(ChatRequest.builder().user(prompt).build());
    }

    /**
     * Asks for the next answer in a conversation, without tools or settings, and streams it.
     *
     * @throws IllegalArgumentException when nothing has been said in it yet
     */
    default ChatStream stream(Conversation conversation) {
        return stream(conversation.request());
    }

    /**
     * Asks one question and returns the text of the answer.
     *
     * @throws TruncatedException when the answer was cut by the output cap, with what there is of it
     */
    default String ask(String prompt) {
        ChatResponse response = chat(prompt);
        if (response.stopReason().kind() == StopReason.Kind.LENGTH) {
            TruncatedException cut =
                    new TruncatedException("the answer was cut by the output cap; raise maxOutputTokens or use chat()");
            cut.locate(response.model(), "");
            cut.attach(response.trail());
            cut.attach(response);
            throw cut;
        }
        return response.text();
    }

    /**
     * The same model under policies, the outermost first: {@code with(Deadline.of(ofSeconds(60)), Retry.upTo(3))}
     * tries up to three times within a minute.
     *
     * @throws IllegalArgumentException when a policy that repeats calls meets a model that repeats them already
     */
    default ChatModel with(Policy... outermostFirst) {
        return Guarded.of(this, outermostFirst);
    }

    /** The same model, asked without waiting: by futures, publishers and handles. */
    default Async async() {
        return Async.over(this);
    }
}
