package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ChatEvent;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide on threads shows does what it says. */
class ThreadsTest {
    private final ScriptedModel model = ScriptedModel.named("model").says("one two seven eight");

    @Test
    void everyStyleHasTheSameAnswer(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("story.txt");
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            assertThat(Threads.blocking(model)).isEqualTo("one two seven eight");
            assertThat(Threads.future(model)).isEqualTo("one two seven eight");
            assertThat(Threads.both(model)).isEqualTo("one two seven eight\none two seven eight");
            assertThat(Threads.executor(model, pool)).isEqualTo("one two seven eight");
            assertThat(Threads.texts(model)).isEqualTo("one two ");
            Threads.reader(model);
            Threads.bytes(model, file);
            assertThat(file).hasContent("one two seven eight");
        } finally {
            pool.shutdown();
        }
        assertThat(model.open()).isZero();
    }

    @Test
    void aHandleHasTheAnswerWhenItIsThere() {
        assertThat(Threads.handle(model, ChatRequest.of("hi"), () -> {}))
                .map(ChatResponse::text)
                .contains("one two seven eight");
    }

    @Test
    void aCallIsCancelledInWords() {
        assertThat(Threads.cancel(ScriptedModel.named("slow").plays(Turn.hangs()), ChatRequest.of("hi")))
                .contains("the user went home");
    }

    @Test
    void aSubscriberGetsTheWholeAnswer() throws Exception {
        CompletableFuture<String> whole = new CompletableFuture<>();
        Threads.publisher(model, new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ChatEvent event) {
                if (event instanceof ChatEvent.Finished finished) {
                    whole.complete(finished.response().text());
                }
            }

            @Override
            public void onError(Throwable failure) {
                whole.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {}
        });
        assertThat(whole.get(30, TimeUnit.SECONDS)).isEqualTo("one two seven eight");
    }
}
