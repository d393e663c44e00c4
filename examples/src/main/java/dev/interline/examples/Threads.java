package dev.interline.examples;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.async.Async;
import dev.interline.async.AsyncChat;
import dev.interline.async.AsyncStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The code of the guide on threads, compiled. */
final class Threads {
    private Threads() {}

    static String future(ChatModel model) {
        // region thread-future
        CompletableFuture<String> text = model.async()
                .chat("Why is the sea salty?")
                .future()
                .orTimeout(20, TimeUnit.SECONDS)
                .thenApply(ChatResponse::text);
        // endregion
        return text.join();
    }

    static String both(ChatModel model) {
        // region thread-both
        CompletableFuture<ChatResponse> sea =
                model.async().chat("Why is the sea salty?").future();
        CompletableFuture<ChatResponse> sky =
                model.async().chat("Why is the sky blue?").future();
        String both = sea.thenCombine(sky, (one, two) -> one.text() + "\n" + two.text())
                .join();
        // endregion
        return both;
    }

    static Optional<ChatResponse> handle(ChatModel model, ChatRequest request, Runnable meanwhile) {
        // region thread-handle
        try (AsyncChat call = model.async().chat(request, CallContext.within(Duration.ofSeconds(20)))) {
            meanwhile.run();
            return call.poll(Duration.ofSeconds(5)); // empty when it is not there yet; leaving cancels it
        }
        // endregion
    }

    static void publisher(ChatModel model, Flow.Subscriber<ChatEvent> subscriber) {
        // region thread-publisher
        AsyncStream answer = model.async().stream("Tell me a story.");
        answer.publisher().subscribe(subscriber);
        // endregion
    }

    static String texts(ChatModel model) {
        // region thread-texts
        try (Stream<String> text = model.stream("Count to ten.").texts()) {
            return text.takeWhile(piece -> !piece.contains("seven")).collect(Collectors.joining());
        }
        // endregion
    }

    static void reader(ChatModel model) throws IOException {
        // region thread-reader
        try (BufferedReader lines =
                new BufferedReader(model.stream("Write a list of ten rivers.").reader())) {
            lines.lines().forEach(System.out::println);
        }
        // endregion
    }

    static void bytes(ChatModel model, Path file) throws IOException {
        // region thread-bytes
        try (InputStream story = model.stream("Tell me a story.").inputStream()) {
            Files.copy(story, file);
        }
        // endregion
    }

    static String executor(ChatModel model, ExecutorService pool) {
        // region thread-executor
        Async async = model.async().on(pool);
        // endregion
        return async.chat("Why is the sea salty?").future().join().text();
    }

    static String cancel(ChatModel model, ChatRequest request) {
        // region thread-cancel
        CallContext call = CallContext.create();
        CompletableFuture<ChatResponse> future =
                model.async().chat(request, call).future();
        call.cancel("the user went home"); // or future.cancel(true), or cancel() on the handle
        // endregion
        return future.handle((answer, failure) -> failure == null ? answer.text() : failure.getMessage())
                .join();
    }

    static String blocking(ChatModel model) {
        // region thread-blocking
        try (ChatStream answer = model.stream("Tell me a story.")) {
            for (String text : answer.text()) {
                System.out.print(text);
            }
            return answer.response().text();
        }
        // endregion
    }
}
