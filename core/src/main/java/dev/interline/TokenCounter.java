package dev.interline;

import dev.interline.error.ChatException;

/**
 * Counts the tokens of a request as the model itself would, without asking the model. Where a cloud offers it, it costs
 * nothing but the round trip, though it has rate limits of its own. Implementations are thread-safe.
 *
 * <pre>{@code
 * long tokens = vertex.tokens("gemini-3.6-flash").count(request).input();
 * }</pre>
 */
public interface TokenCounter {

    /** Whose tokens are counted. */
    Profile profile();

    /**
     * Counts what the request would send: messages, system prompt, tools and the form of the answer.
     *
     * @throws ChatException when there is no count; of kind UNSUPPORTED where the cloud does not count for this model
     */
    TokenCount count(ChatRequest request, CallContext context);

    /** Counts without limits of its own. */
    default TokenCount count(ChatRequest request) {
        return count(request, CallContext.create());
    }

    /** Counts one question. */
    default TokenCount count(String prompt) {
        return count(ChatRequest.of(prompt));
    }
}
