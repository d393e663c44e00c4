package dev.interline;

import dev.interline.async.Async;
import dev.interline.error.ChatException;
import dev.interline.error.MismatchException;
import dev.interline.error.TruncatedException;
import dev.interline.policy.Guarded;
import dev.interline.policy.Policy;
import dev.interline.tool.Tool;
import dev.interline.tool.ToolLoop;
import dev.interline.types.Answers;
import dev.interline.types.TypeRef;
import java.util.Arrays;
import java.util.List;

/**
 * Something that answers: a model on a cloud, several of them behind a router, or a script in a test. Everything else
 * in the library is a model around models. Implementations are thread-safe.
 *
 * <p>Implement the three abstract methods; the others are shorthands that nobody overrides.
 *
 * <pre>{@code
 * String answer = model.ask("Why is the sea salty?");
 * ChatResponse response = model.chat(request, CallContext.within(Duration.ofSeconds(20)));
 * try (ChatStream stream = model.stream(request)) {
 *     stream.text().forEach(System.out::print);
 * }
 * }</pre>
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
     * Asks one question and reads the answer as a Java type: a record, an enum, a list, a sealed hierarchy. {@link
     * Answers} has more, such as a second try and streaming.
     *
     * @throws MismatchException when the answer cannot be read as that type, with what the model wrote
     * @throws TruncatedException when the answer was cut by the output cap
     * @throws IllegalStateException when {@code dev.interline:interline-typed} is not on the class path
     * @throws IllegalArgumentException when the type has no form that a model could be asked for
     */
    default <T> T ask(String prompt, Class<T> type) {
        return Answers.of(this, type).ask(prompt);
    }

    /** As {@link #ask(String, Class)}, for generic types: {@code ask(prompt, new TypeRef<List<Invoice>>() {})}. */
    default <T> T ask(String prompt, TypeRef<T> type) {
        return Answers.of(this, type).ask(prompt);
    }

    /**
     * The same model with tools: it runs what the model calls and goes on until the answer is there. Its settings say
     * how often, how long, who approves and what is heard of it.
     *
     * @throws IllegalArgumentException when two tools have the same name
     */
    default ToolLoop withTools(Tool... tools) {
        return ToolLoop.of(this, Arrays.asList(tools));
    }

    /** As {@link #withTools(Tool...)}: {@code model.withTools(Tool.from(new Warehouse()))}. */
    default ToolLoop withTools(List<Tool> tools) {
        return ToolLoop.of(this, tools);
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
