package dev.interline.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatStream;
import dev.interline.route.Router;
import dev.interline.wire.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Ten thousand streams at once, each on a virtual thread with a connection of its own, in 2 GiB of heap: which are lost,
 * which are wrong, and which virtual thread was pinned with one of our frames on its stack. Needs JDK 24 or newer and twice
 * as many file descriptors as streams on the machine. The server ({@link Choir}) and the client run in processes of their
 * own.
 *
 * <p>System properties: {@code streams} (10000) and {@code tokens} (50).
 */
public final class TenThousand {
    private static final int WARM_UP = 1_000;

    /** They all knock at once, and nobody is served before the last one is in. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private TenThousand() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int streams = Integer.getInteger("streams", 10_000);
        int tokens = Integer.getInteger("tokens", 50);
        if (args.length == 1) {
            System.exit(new Client(args[0], streams, tokens).run() ? 0 : 1);
        }
        String path = System.getProperty("java.class.path");
        Process server = new ProcessBuilder(
                        Processes.java(), "-cp", path, Choir.class.getName(), String.valueOf(tokens))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader port =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> command = new ArrayList<>(List.of(Processes.java(), "-Xmx2g", "-Dstreams=" + streams));
            command.addAll(List.of("-Dtokens=" + tokens, "-XX:FlightRecorderOptions=stackdepth=256"));
            command.addAll(List.of("-cp", path, TenThousand.class.getName(), "http://127.0.0.1:" + port.readLine()));
            int end = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (end != 0) {
                throw new IllegalStateException("not every stream was right");
            }
        } finally {
            server.destroy();
        }
    }

    /** What runs in the process that is measured. */
    private static final class Client {
        private static final ChatRequest REQUEST =
                ChatRequest.builder().user("hi").maxOutputTokens(1_000).build();

        private final Transport transport =
                Transport.builder().connectTimeout(PATIENCE).build();
        private final String base;
        private final int streams;
        private final String expected;
        private final int tokens;
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger mostOpen = new AtomicInteger();
        private final AtomicInteger lost = new AtomicInteger();
        private final AtomicInteger wrong = new AtomicInteger();

        Client(String base, int streams, int tokens) {
            this.base = base;
            this.streams = streams;
            this.tokens = tokens;
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < tokens; i++) {
                text.append(Words.token(i));
            }
            this.expected = text.toString();
        }

        boolean run() throws IOException, InterruptedException {
            wave(Math.min(streams, WARM_UP));
            wave(Math.min(streams, WARM_UP));
            OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
            mostOpen.set(0);
            Path file = Files.createTempFile("pinned", ".jfr");
            long cpu = machine.getProcessCpuTime();
            long begin = System.nanoTime();
            try (Recording recording = new Recording()) {
                recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
                recording.start();
                wave(streams);
                recording.stop();
                recording.dump(file);
            }
            double wall = (System.nanoTime() - begin) / 1e9;
            double busy = (machine.getProcessCpuTime() - cpu) / 1e9;
            List<RecordedEvent> pinned = RecordingFile.readAllEvents(file);
            Files.delete(file);
            long ours = pinned.stream().filter(Client::isOurs).count();
            tell("JDK", Runtime.version());
            tell("streams, tokens each", streams + ", " + tokens);
            tell("open at once", mostOpen);
            tell("lost, wrong", lost + ", " + wrong);
            tell("pinned, with our frame", pinned.size() + ", " + ours);
            tell("seconds, of CPU", String.format(Locale.ROOT, "%.1f, %.1f", wall, busy));
            tell("heap MiB: most, used at most", (Runtime.getRuntime().maxMemory() >> 20) + ", " + (peak() >> 20));
            tell(
                    "threads of the machine at most",
                    ManagementFactory.getThreadMXBean().getPeakThreadCount());
            if (machine instanceof UnixOperatingSystemMXBean unix) {
                tell("file descriptors allowed", unix.getMaxFileDescriptorCount());
            }
            return lost.get() + wrong.get() + ours == 0 && mostOpen.get() == streams;
        }

        private static void tell(String what, Object figure) {
            System.out.printf("%-32s %s%n", what, figure);
        }

        private static long peak() {
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .mapToLong(pool -> pool.getPeakUsage().getUsed())
                    .sum();
        }

        private static boolean isOurs(RecordedEvent event) {
            return event.getStackTrace() == null
                    || event.getStackTrace().isTruncated()
                    || event.getStackTrace().getFrames().stream()
                            .map(frame -> frame.getMethod().getType().getName())
                            .anyMatch(type ->
                                    type.startsWith("dev.interline.") && !type.startsWith("dev.interline.benchmarks."));
        }

        private void wave(int crowd) throws InterruptedException {
            ChatModel model = Router.over(InterlineDriver.model(Tongue.CHAT, base + "/of" + crowd, transport))
                    .silence(PATIENCE);
            CountDownLatch left = new CountDownLatch(crowd);
            for (int i = 0; i < crowd; i++) {
                Crowd.start(() -> {
                    try {
                        one(model);
                    } finally {
                        left.countDown();
                    }
                });
            }
            left.await();
        }

        private void one(ChatModel model) {
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
            try (ChatStream stream = model.stream(REQUEST)) {
                StringBuilder text = new StringBuilder(expected.length());
                for (String piece : stream.text()) {
                    text.append(piece);
                }
                boolean right = expected.contentEquals(text)
                        && stream.response().usage().output().orElse(-1) == tokens;
                if (!right) {
                    wrong.incrementAndGet();
                }
            } catch (RuntimeException e) {
                if (lost.incrementAndGet() <= 3) {
                    System.out.println("lost: " + e);
                }
            } finally {
                open.decrementAndGet();
            }
        }
    }
}
