package dev.interline;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.logged;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.error.CancelledException;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.StreamBrokenException;
import dev.interline.error.UnavailableException;
import dev.interline.error.UnreadableException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChatStreamTest {
    private static final ChatResponse RESPONSE = ChatResponse.builder(new ModelId("home", "", "made"))
            .message(Message.assistant("one two"))
            .usage(Usage.of(3, 2))
            .build();

    private final ManualTime time = new ManualTime();
    private final CallContext context = CallContext.create();
    private final List<Ending> endings = new ArrayList<>();

    private interface Next {
        ChatEvent get();
    }

    /** Gives what it is told, and counts how often it is closed. */
    private static final class Told implements EventSource {
        private final Queue<Next> events = new ArrayDeque<>();
        private final AtomicInteger closed = new AtomicInteger();
        private boolean textOnly;

        Told(Next... events) {
            this.events.addAll(List.of(events));
        }

        @Override
        public @Nullable ChatEvent next() {
            assertThat(closed).hasValue(0);
            Next next = events.poll();
            return next == null ? null : next.get();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }

        @Override
        public void textOnly() {
            textOnly = true;
        }
    }

    private static Next says(String text) {
        return () -> new ChatEvent.TextDelta(text);
    }

    private static Next finishes() {
        return () -> new ChatEvent.Finished(RESPONSE);
    }

    private static Next fails(RuntimeException e) {
        return () -> {
            throw e;
        };
    }

    private ChatStream over(EventSource source) {
        context.start(time);
        context.onEnd(endings::add);
        return ChatStream.of(source, context);
    }

    @Test
    void endsOnceWithTheWholeAnswer() {
        Told source = new Told(says("one "), says("two"), finishes());
        ChatStream stream = over(source);
        List<ChatEvent> events = new ArrayList<>();
        stream.forEach(events::add);

        assertThat(events).hasSize(3);
        assertThat(stream.response()).isSameAs(RESPONSE);
        assertThat(stream.partial()).containsSame(RESPONSE);
        assertThat(stream.next()).isNull();
        assertThat(stream.iterator().hasNext()).isFalse();
        assertThatThrownBy(() -> stream.iterator().next()).isInstanceOf(NoSuchElementException.class);
        stream.close();
        stream.close();
        assertThat(source.closed).hasValue(1);
        assertThat(endings).singleElement().satisfies(ending -> {
            assertThat(ending.answered()).isTrue();
            assertThat(ending.usage()).isEqualTo(Usage.of(3, 2));
        });
        assertThat(stream.response()).isSameAs(RESPONSE);
    }

    @Test
    void responseReadsTheRest() {
        Told source = new Told(says("one "), says("two"), finishes());
        ChatStream stream = over(source).awaitContent(false);
        assertThat(stream.response()).isSameAs(RESPONSE);
        assertThat(stream.next()).isNull();
        assertThat(source.closed).hasValue(1);
    }

    @Test
    void responseAfterCloseIsRefused() {
        Told source = new Told(says("one "), finishes());
        ChatStream stream = over(source);
        stream.next();
        stream.close();
        assertThatThrownBy(stream::response)
                .isInstanceOf(CancelledException.class)
                .hasMessageContaining("closed before its end");
        assertThat(source.closed).hasValue(1);
        assertThat(endings)
                .singleElement()
                .satisfies(ending -> assertThat(ending.failure()).isInstanceOf(CancelledException.class));
        assertThat(context.cancellation().reason()).isEqualTo(Cancellation.Reason.CLOSED);
    }

    @Test
    void nothingIsReadAhead() {
        Told source = new Told(says("one "), fails(new AssertionErrorInDisguise()), finishes());
        assertThat(over(source).next()).isEqualTo(new ChatEvent.TextDelta("one "));
    }

    private static final class AssertionErrorInDisguise extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void failureBeforeTheFirstContentIsAnOrdinaryOne() {
        Told source = new Told(() -> new ChatEvent.ThinkingDelta("hm"), fails(new UnavailableException("down")));
        assertThatThrownBy(() -> over(source).awaitContent(false)).isInstanceOf(UnavailableException.class);
        assertThat(source.closed).hasValue(1);
        assertThat(endings).hasSize(1);
    }

    @Test
    void failureAfterTheFirstContentBreaksTheStream() {
        for (boolean awaited : new boolean[] {true, false}) {
            CallContext call = CallContext.create();
            UnavailableException cause = new UnavailableException("down");
            cause.locate(RESPONSE.model(), "home");
            Told source = new Told(says("one "), fails(cause));
            ChatStream stream = ChatStream.of(source, call);
            if (awaited) {
                stream.awaitContent(false);
            }
            stream.next();
            StreamBrokenException e = catchThrowableOfType(StreamBrokenException.class, stream::next);
            assertThat(e).hasCause(cause).hasMessageContaining("UNAVAILABLE");
            assertThat(e.target()).isEqualTo("home");
            assertThatThrownBy(stream::next).isSameAs(e);
            assertThatThrownBy(stream::response).isSameAs(e);
            assertThat(source.closed).hasValue(1);
        }
    }

    @Test
    void streamWithoutAnEndIsBrokenNotShort() {
        ChatStream stream = over(new Told(says("one ")));
        stream.next();
        assertThatThrownBy(stream::next)
                .isInstanceOf(StreamBrokenException.class)
                .hasCauseInstanceOf(UnreadableException.class);
        ChatStream empty = ChatStream.of(new Told(), CallContext.create());
        assertThatThrownBy(empty::response).isInstanceOf(UnreadableException.class);
    }

    @Test
    void bugInTheSourceEndsTheStreamToo() {
        Told source = new Told(says("one "), fails(new IllegalArgumentException("a bug")));
        ChatStream stream = over(source);
        stream.next();
        assertThatThrownBy(stream::next).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(stream::next).isInstanceOf(StreamBrokenException.class);
        assertThat(source.closed).hasValue(1);
        assertThat(endings).hasSize(1);
    }

    @Test
    void contentIsTextToolsRefusalsAndTheEnd() {
        for (ChatEvent content : List.of(
                new ChatEvent.TextDelta("one"),
                new ChatEvent.ToolCallStarted("1", "weather"),
                new ChatEvent.PartDone(new Refusal("no", null)),
                new ChatEvent.Finished(RESPONSE))) {
            Told source = new Told(
                    () -> new ChatEvent.ThinkingDelta("hm"),
                    () -> new ChatEvent.PartDone(new Thinking("hm", null)),
                    () -> content,
                    fails(new UnavailableException("down")));
            ChatStream stream = ChatStream.of(source, CallContext.create()).awaitContent(false);
            stream.next();
            stream.next();
            assertThat(stream.next()).isSameAs(content);
        }
        Told shown = new Told(() -> new ChatEvent.ThinkingDelta("hm"), fails(new UnavailableException("down")));
        assertThat(ChatStream.of(shown, CallContext.create()).awaitContent(true).next())
                .isInstanceOf(ChatEvent.ThinkingDelta.class);
    }

    @Test
    void textIsTextAlone() {
        Told source = new Told(
                () -> new ChatEvent.ThinkingDelta("hm"),
                says("one "),
                () -> new ChatEvent.FailedOver("a", "b", Kind.UNAVAILABLE, 0),
                says("two"),
                finishes());
        List<String> text = new ArrayList<>();
        ChatStream stream = over(source);
        stream.text().forEach(text::add);
        assertThat(text).containsExactly("one ", "two");
        assertThat(source.textOnly).isTrue();
        assertThatThrownBy(() -> stream.text().iterator().next()).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void textThatWouldHaveToBeTakenBackBreaks() {
        Told source = new Told(
                says("one "), () -> new ChatEvent.FailedOver("a", "b", Kind.UNAVAILABLE, 4), says("uno"), finishes());
        ChatStream stream = over(source);
        List<String> text = new ArrayList<>();
        assertThatThrownBy(() -> stream.text().forEach(text::add))
                .isInstanceOf(StreamBrokenException.class)
                .hasMessageContaining("read the events instead");
        assertThat(text).containsExactly("one ");
        assertThat(source.closed).hasValue(1);
        assertThat(endings).hasSize(1);
    }

    @Test
    void closingFromAnotherThreadWakesTheReader() {
        ScriptedModel model = ScriptedModel.named("slow")
                .time(time)
                .plays(Turn.says("one two").first(1).thenHangs());
        ChatStream stream = model.stream(HELLO);
        Iterator<ChatEvent> events = stream.iterator();
        events.next();
        time.fork("closer", () -> {
            time.sleep(ofSeconds(5), CallContext.create());
            stream.close();
        });
        assertThatThrownBy(events::next).isInstanceOf(CancelledException.class);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(5));
        assertThat(model.open()).isZero();
    }

    @Test
    void closeWhileAnotherThreadReadsFreesTheSourceWhenTheReadIsOver() throws InterruptedException {
        for (int round = 0; round < 300; round++) {
            AtomicInteger closed = new AtomicInteger();
            AtomicInteger readingWhenClosed = new AtomicInteger();
            AtomicInteger reading = new AtomicInteger();
            EventSource endless = new EventSource() {
                @Override
                public ChatEvent next() {
                    reading.incrementAndGet();
                    Thread.onSpinWait();
                    reading.decrementAndGet();
                    return new ChatEvent.TextDelta("x");
                }

                @Override
                public void close() {
                    readingWhenClosed.addAndGet(reading.get());
                    closed.incrementAndGet();
                }
            };
            ChatStream stream = ChatStream.of(endless, CallContext.create());
            CountDownLatch started = new CountDownLatch(1);
            List<Throwable> thrown = new ArrayList<>();
            Thread reader = new Thread(() -> {
                try {
                    while (true) {
                        stream.next();
                        started.countDown();
                    }
                } catch (RuntimeException e) {
                    thrown.add(e);
                }
            });
            reader.start();
            started.await();
            stream.close();
            reader.join();
            assertThat(thrown).singleElement().isInstanceOf(CancelledException.class);
            assertThat(closed).hasValue(1);
            assertThat(readingWhenClosed).hasValue(0);
        }
    }

    @Test
    void twoReadersAreTold() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Told source = new Told(() -> {
            inside.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new ChatEvent.TextDelta("one");
        });
        ChatStream stream = over(source);
        Thread reader = new Thread(stream::next);
        reader.start();
        inside.await();
        assertThatIllegalStateException().isThrownBy(stream::next).withMessageContaining("one at a time");
        go.countDown();
        reader.join();
    }

    @Test
    void droppedStreamIsClosedWithAWarning() throws Throwable {
        CountDownLatch closed = new CountDownLatch(1);
        CallContext call = CallContext.create();
        CountDownLatch ended = new CountDownLatch(1);
        call.onEnd(ending -> ended.countDown());
        String said = logged(() -> {
            drop(call, closed);
            for (int i = 0; i < 100 && closed.getCount() > 0; i++) {
                System.gc();
                assertThat(closed.await(100, TimeUnit.MILLISECONDS) || i < 99).isTrue();
            }
        });
        assertThat(closed.getCount()).isZero();
        assertThat(said).contains("WARN", "dropped without being closed", "try-with-resources");
        assertThat(ended.getCount()).isZero();
        assertThat(call.cancellation().reason()).isEqualTo(Cancellation.Reason.CLOSED);
    }

    private static void drop(CallContext call, CountDownLatch closed) {
        EventSource source = new EventSource() {
            @Override
            public ChatEvent next() {
                return new ChatEvent.TextDelta("one");
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
        ChatStream.of(source, call).next();
    }
}
