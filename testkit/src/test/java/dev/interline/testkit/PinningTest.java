package dev.interline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ChatModel;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.async.AsyncStream;
import dev.interline.async.Polled;
import dev.interline.route.Router;
import dev.interline.wire.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Calls on virtual threads never hold on to the thread of the machine that carries them. */
@EnabledForJreRange(min = JRE.JAVA_24)
class PinningTest {
    private static final int CALLS = 48;

    private final FakeClouds clouds = FakeClouds.start();
    private final Transport transport = Transport.create();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        transport.close();
        clouds.close();
    }

    @Test
    void noCallPinsItsCarrier() throws Exception {
        clouds.on("azure")
                .says("one two three four five")
                .firstTokenAfter(Duration.ofMillis(5))
                .paced(Duration.ofMillis(1));
        ChatModel model = Router.over(ChatCloud.model(clouds, "azure", transport));
        // classes are loaded and initialised by whoever comes first, and that does pin
        calls(model);

        assertThat(pinned("calls", () -> calls(model))).isEmpty();
    }

    private static Void calls(ChatModel model) throws Exception {
        List<Callable<String>> styles = List.of(
                () -> model.chat("hi").text(),
                () -> {
                    try (ChatStream stream = model.stream("hi")) {
                        return stream.texts().collect(Collectors.joining());
                    }
                },
                () -> model.async()
                        .chat("hi")
                        .future()
                        .thenApply(ChatResponse::text)
                        .get(30, TimeUnit.SECONDS),
                () -> {
                    StringBuilder text = new StringBuilder();
                    try (AsyncStream stream = model.async().stream("hi")) {
                        for (Polled next = stream.poll(Duration.ofMillis(2)); !next.isEnd(); ) {
                            if (next.event() instanceof dev.interline.ChatEvent.TextDelta delta) {
                                text.append(delta.text());
                            }
                            next = stream.poll(Duration.ofMillis(2));
                        }
                    }
                    return text.toString();
                },
                () -> {
                    // leaving in the middle closes a socket that somebody may be reading
                    try (ChatStream stream = model.stream("hi")) {
                        stream.next();
                    }
                    return "one two three four five";
                });
        ExecutorService threads = virtualThreads();
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            answers.add(threads.submit(styles.get(i % styles.size())));
        }
        for (Future<String> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("one two three four five");
        }
        threads.shutdown();
        return null;
    }

    /** Without this, a recording that sees nothing would prove nothing. */
    @Test
    void aPinnedThreadWouldBeSeen() throws Exception {
        List<String> seen = pinned("control", () -> {
            ExecutorService threads = virtualThreads();
            Future<String> told = threads.submit(() -> Blocking.WORD);
            assertThat(told.get(30, TimeUnit.SECONDS)).isEqualTo("pinned");
            threads.shutdown();
            return null;
        });
        assertThat(seen).isNotEmpty();
    }

    /** Waits while it is initialised, where the machine's own frames are on the stack. */
    private static final class Blocking {
        static final String WORD = wait("pinned");

        private static String wait(String word) {
            LockSupport.parkNanos(1_000_000);
            return word;
        }
    }

    /** What stood on the stack of each thread that was pinned while it waited. */
    private List<String> pinned(String name, Callable<Void> work) throws Exception {
        Path file = folder.resolve(name + ".jfr");
        try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            recording.start();
            work.call();
            recording.stop();
            recording.dump(file);
        }
        List<String> stacks = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (event.getStackTrace() == null || isOurs(event)) {
                stacks.add(event.toString());
            }
        }
        return stacks;
    }

    private static boolean isOurs(RecordedEvent event) {
        return event.getStackTrace().isTruncated()
                || event.getStackTrace().getFrames().stream()
                        .map(PinningTest::type)
                        .anyMatch(type -> type.startsWith("dev.interline."));
    }

    private static String type(RecordedFrame frame) {
        return frame.getMethod().getType().getName();
    }

    /** The tests are compiled for JDK 17. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
