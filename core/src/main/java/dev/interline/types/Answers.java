package dev.interline.types;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Cost;
import dev.interline.Message;
import dev.interline.OutputSchema;
import dev.interline.StopReason;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.error.MismatchException;
import dev.interline.error.TruncatedException;
import dev.interline.error.UnreadableException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model whose answers are Java values. The form goes with every request, so that vendors that can guarantee it do;
 * what comes back is checked all the same.
 *
 * <pre>{@code
 * Answers<Invoice> invoices = Answers.of(model, Invoice.class).repairs(1);
 * Invoice invoice = invoices.ask(scan);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param <T> the type of an answer: a record or class, an enum, a list or map, a sealed hierarchy, a number, a text
 */
public final class Answers<T> {
    private final ChatModel model;
    private final Type type;
    private final Form<T> form;
    private final OutputSchema output;
    private final int repairs;

    private Answers(ChatModel model, Type type, Form<T> form, OutputSchema output, int repairs) {
        this.model = model;
        this.type = type;
        this.form = form;
        this.output = output;
        this.repairs = repairs;
    }

    /**
     * Answers of this type.
     *
     * @throws IllegalStateException when {@code dev.interline:interline-typed} is not on the class path
     * @throws IllegalArgumentException when the type has no form that a model could be asked for
     */
    public static <T> Answers<T> of(ChatModel model, Class<T> type) {
        return of(model, (Type) type);
    }

    /** As {@link #of(ChatModel, Class)}, for generic types. */
    public static <T> Answers<T> of(ChatModel model, TypeRef<T> type) {
        return of(model, type.type());
    }

    private static <T> Answers<T> of(ChatModel model, Type type) {
        Form<T> form = Types.installed().answer(type);
        return new Answers<>(model, type, form, form.output(), 0);
    }

    /**
     * For {@code Router.rejecting}: why a whole answer has not this form, or null where it has, so that another target
     * is asked. Answers that call tools, were cut or declined are taken as they are.
     */
    public static Function<ChatResponse, @Nullable String> misfit(Class<?> type) {
        return misfit((Type) type);
    }

    /** As {@link #misfit(Class)}, for generic types. */
    public static Function<ChatResponse, @Nullable String> misfit(TypeRef<?> type) {
        return misfit(type.type());
    }

    private static Function<ChatResponse, @Nullable String> misfit(Type type) {
        Form<Object> form = Types.installed().answer(type);
        return response -> {
            if (response.stopReason().kind() != StopReason.Kind.STOP
                    || !response.toolCalls().isEmpty()) {
                return null;
            }
            try {
                form.read(response.text());
                return null;
            } catch (MisfitException e) {
                return e.getMessage();
            }
        };
    }

    /**
     * How often an answer that cannot be read is sent back to the model, with what is wrong; never unless set. Each
     * time is one more call. Streams are not repaired, for they have been shown.
     *
     * @throws IllegalArgumentException when it is below zero
     */
    public Answers<T> repairs(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("an answer cannot be repaired " + most + " times");
        }
        return new Answers<>(model, type, form, output, most);
    }

    /** What every request asks for. */
    public OutputSchema output() {
        return output;
    }

    /** Asks one question and returns the value of the answer. */
    public T ask(String prompt) {
        return chat(ChatRequest.of(prompt)).value();
    }

    /** Asks without limits of its own. */
    public Answer<T> chat(ChatRequest request) {
        return chat(request, CallContext.create());
    }

    /**
     * Asks and waits for the whole answer.
     *
     * @throws MismatchException when the answer cannot be read, with what the model wrote
     * @throws TruncatedException when the answer was cut by the output cap
     * @throws ChatException when there is none
     */
    public Answer<T> chat(ChatRequest request, CallContext context) {
        try {
            Answer<T> answer = whole(asked(request), context);
            context.end(null, answer.response().usage());
            return answer;
        } catch (ChatException e) {
            context.end(e, Usage.UNKNOWN);
            e.attach(context.trail());
            throw e;
        } catch (RuntimeException | Error e) {
            context.end(new UnreadableException("the call failed unexpectedly", Failure.NONE, e), Usage.UNKNOWN);
            throw e;
        }
    }

    private Answer<T> whole(ChatRequest first, CallContext context) {
        ChatRequest request = first;
        Usage usage = Usage.UNKNOWN;
        Cost cost = Cost.NOTHING;
        for (int left = repairs; ; left--) {
            ChatResponse response;
            MisfitException misfit;
            MismatchException found;
            try {
                response = model.chat(request, context.child());
                usage = usage.plus(response.usage());
                cost = cost.plus(response.cost());
                return new Answer<>(
                        read(response),
                        response.toBuilder()
                                .usage(usage)
                                .cost(cost)
                                .trail(context.trail())
                                .build());
            } catch (MismatchException e) {
                // this one, or a model that could not be held to the form and was checked
                found = e;
                response = e.partial().orElse(null);
                misfit = e.getCause() instanceof MisfitException cause ? cause : null;
            }
            if (left <= 0 || response == null || response.text().isBlank() || declined(response)) {
                throw found;
            }
            if (misfit == null) {
                usage = usage.plus(response.usage());
                cost = cost.plus(response.cost());
            }
            request = request.toBuilder()
                    .messages(response.messages())
                    .message(Message.user(complaint(misfit == null ? reread(response, found) : misfit)))
                    .build();
        }
    }

    private MisfitException reread(ChatResponse response, MismatchException found) {
        try {
            form.read(response.text());
        } catch (MisfitException e) {
            return e;
        }
        String message = String.valueOf(found.getMessage());
        return new MisfitException(message, message);
    }

    private static String complaint(MisfitException misfit) {
        return "Your answer does not have the form that was asked for. " + misfit.forTheModel()
                + "\nAnswer again with the whole corrected JSON document and nothing else.";
    }

    private static boolean declined(ChatResponse response) {
        return response.stopReason().kind() == StopReason.Kind.REFUSAL;
    }

    /** Asks without limits of its own, and streams the answer. */
    public TypedStream<T, T> stream(ChatRequest request) {
        return stream(request, CallContext.create());
    }

    /**
     * Asks and returns at the first content. The stream gives the value again and again as it grows: what has not come
     * yet is null, zero or empty, and the last text may be cut. The last one is the whole answer.
     *
     * @throws ChatException when the answer does not begin
     */
    public TypedStream<T, T> stream(ChatRequest request, CallContext context) {
        return TypedStream.growing(model.stream(asked(request), context), this::read, form);
    }

    /** Asks without limits of its own, and streams items. */
    public TypedStream<T, List<T>> each(ChatRequest request) {
        return each(request, CallContext.create());
    }

    /**
     * Asks for a list of such values and gives each as soon as it is complete; what was given is checked and does not
     * change any more. A route does not begin such a stream anew elsewhere, for items cannot be taken back.
     *
     * @throws ChatException when the answer does not begin
     */
    public TypedStream<T, List<T>> each(ChatRequest request, CallContext context) {
        Answers<List<T>> lists = of(model, new Several(type));
        return TypedStream.items(model.stream(lists.asked(request), context), lists::read, lists.form);
    }

    private ChatRequest asked(ChatRequest request) {
        return request.toBuilder().output(output).build();
    }

    private T read(ChatResponse response) {
        switch (response.stopReason().kind()) {
            case LENGTH -> {
                TruncatedException cut =
                        new TruncatedException("the answer was cut by the output cap; raise maxOutputTokens");
                cut.attach(response);
                throw located(cut, response);
            }
            case REFUSAL -> {
                MismatchException declined =
                        new MismatchException("the model declined to answer, so there is no " + form.name());
                declined.attach(response);
                throw located(declined, response);
            }
            default -> {}
        }
        try {
            return form.read(response.text());
        } catch (MisfitException e) {
            MismatchException mismatch = new MismatchException(
                    "the answer cannot be read as " + form.name() + ": " + e.getMessage(), Failure.NONE, e);
            mismatch.attach(response);
            throw located(mismatch, response);
        }
    }

    private static <E extends ChatException> E located(E e, ChatResponse response) {
        e.locate(response.model(), "");
        e.attach(response.trail());
        return e;
    }

    @Override
    public String toString() {
        return "Answers[" + form.name() + " of " + model.profile().id() + "]";
    }

    /** A list of a type. */
    private record Several(Type item) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {item};
        }

        @Override
        public Type getRawType() {
            return List.class;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return null;
        }
    }
}
