package dev.interline.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatStream;
import dev.interline.route.Router;
import dev.interline.wire.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a plain call and a streamed chunk allocate over a real socket, and how many classes the first answer loads, by
 * hand and through the library. The server runs in a process of its own.
 */
final class Footprint {
    private static final int CALLS = 2_000;
    private static final int STREAMS = 200;
    private static final int CHUNKS = 500;

    private Footprint() {}

    /** Something that can be measured. */
    interface Driver {
        void call() throws IOException;

        void stream() throws IOException;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 2) {
            // one answer in a fresh JVM, to count classes
            driver(args[0], args[1]).call();
            return;
        }
        Process server = new ProcessBuilder(
                        java(), "-cp", System.getProperty("java.class.path"), Loopback.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            String url = "http://127.0.0.1:" + reader.readLine() + "/s" + CHUNKS;
            System.out.println("JDK " + Runtime.version());
            System.out.printf(
                    Locale.ROOT, "%-8s %16s %16s %14s%n", "driver", "bytes a call", "bytes a chunk", "classes");
            for (String name : List.of("raw", "model", "router")) {
                Driver driver = driver(name, url);
                long call = bytes(driver::call, CALLS);
                long stream = bytes(driver::stream, STREAMS);
                System.out.printf(
                        Locale.ROOT, "%-8s %16d %16d %14d%n", name, call, stream / CHUNKS, classes(name, url));
            }
        } finally {
            server.destroy();
        }
    }

    private static Driver driver(String name, String url) {
        if (name.equals("raw")) {
            RawChat raw = new RawChat(RawChat.client(), url);
            return new Driver() {
                @Override
                public void call() throws IOException {
                    check(raw.ask("hi").text().length() > 200);
                }

                @Override
                public void stream() throws IOException {
                    int[] pieces = new int[1];
                    raw.stream("hi", text -> pieces[0]++);
                    check(pieces[0] == CHUNKS);
                }
            };
        }
        ChatModel model = PlainCloud.model(url, Transport.shared());
        ChatModel asked = name.equals("model") ? model : Router.over(model);
        ChatRequest request =
                ChatRequest.builder().user("hi").maxOutputTokens(1_000).build();
        return new Driver() {
            @Override
            public void call() {
                check(asked.chat(request).text().length() > 200);
            }

            @Override
            public void stream() {
                int pieces = 0;
                try (ChatStream stream = asked.stream(request)) {
                    for (String text : stream.text()) {
                        pieces += text.isEmpty() ? 0 : 1;
                    }
                }
                check(pieces == CHUNKS);
            }
        };
    }

    private static void check(boolean right) {
        if (!right) {
            throw new IllegalStateException("a wrong answer: there is nothing to measure");
        }
    }

    /** Something to measure. */
    private interface Work {
        void run() throws IOException;
    }

    /** The median over rounds, on this thread, warm. */
    private static long bytes(Work work, int times) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < times; i++) {
            work.run();
        }
        long[] rounds = new long[5];
        for (int round = 0; round < rounds.length; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < times; i++) {
                work.run();
            }
            rounds[round] = (threads.getCurrentThreadAllocatedBytes() - before) / times;
        }
        Arrays.sort(rounds);
        return rounds[rounds.length / 2];
    }

    private static long classes(String name, String url) throws IOException, InterruptedException {
        Path log = Files.createTempFile("classes", ".log");
        try {
            List<String> command = new ArrayList<>(List.of(
                    java(),
                    "-Xlog:class+load:file=" + log,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Footprint.class.getName(),
                    name,
                    url));
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new IOException(name + " failed in a JVM of its own");
            }
            try (var lines = Files.lines(log)) {
                return lines.filter(line -> line.contains("source:")).count();
            }
        } finally {
            Files.delete(log);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
