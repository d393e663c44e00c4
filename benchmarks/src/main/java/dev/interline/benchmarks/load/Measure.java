package dev.interline.benchmarks.load;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Measures one driver in this process and prints {@code figure=value} lines. Arguments: the driver, the tongue, what to
 * measure ({@code calls}, {@code long}, {@code paced}, {@code load}, {@code crowd}, {@code held}, {@code cold} or {@code bytes}), the
 * ports ({@code plain=1234,...}), and how long to go on, in tenths of the usual.
 */
public final class Measure {
    private static final int CALLERS = 64;
    private static final int STREAMS = 1_000;
    private static final Duration WHILE = Duration.ofSeconds(1);
    private static final Duration MOST_WARMING = Duration.ofSeconds(60);

    private final String name;
    private final Tongue tongue;
    private final Map<String, String> ports = new HashMap<>();
    private final int tenths;
    private final AtomicLong lost = new AtomicLong();
    private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);

    private Measure(String name, Tongue tongue, String ports, int tenths) {
        this.name = name;
        this.tongue = tongue;
        this.tenths = tenths;
        for (String port : ports.split(",", -1)) {
            int at = port.indexOf('=');
            this.ports.put(port.substring(0, at), port.substring(at + 1));
        }
    }

    public static void main(String[] args) throws Exception {
        Measure measure = new Measure(args[0], Tongue.of(args[1]), args[3], Integer.parseInt(args[4]));
        switch (args[2]) {
            case "bytes" -> measure.bytes();
            case "calls" -> measure.calls();
            case "long" -> measure.longStreams();
            case "paced" -> measure.paced();
            case "load" -> measure.load();
            case "crowd" -> measure.crowd();
            case "held" -> measure.held();
            case "cold" -> measure.cold();
            default -> throw new IllegalArgumentException("nothing is called " + args[2]);
        }
        measure.figures.put(Figure.LOST, (double) measure.lost.get());
        measure.figures.forEach(
                (figure, value) -> System.out.println(figure.word() + "=" + String.format(Locale.ROOT, "%.3f", value)));
        // clients leave threads behind that nobody would end
        System.exit(0);
    }

    private Driver driver(Scene scene) {
        return Drivers.of(name, tongue, "http://127.0.0.1:" + ports.get(scene.word()));
    }

    private int times(int usual) {
        return Math.max(1, usual * tenths / 10);
    }

    /** Asks; what is not as it should be is counted. */
    private void ask(Driver driver) {
        try {
            Driver.Told told = driver.ask();
            check(told, Words.WHOLE);
        } catch (Exception e) {
            lose(e);
        }
    }

    private void stream(Driver driver, Scene scene, Consumer<String> onText) {
        try {
            check(driver.stream(onText), scene.tokens());
        } catch (Exception e) {
            lose(e);
        }
    }

    private void check(Driver.Told told, int tokens) {
        if (told.tokens() != tokens || told.characters() < 5 * tokens) {
            lose(new IllegalStateException("wrong: " + told));
        }
    }

    private void lose(Exception e) {
        if (lost.getAndIncrement() == 0) {
            e.printStackTrace();
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Cost cost(int times, Work work) throws Exception {
        Cost before = Cost.now();
        for (int i = 0; i < times; i++) {
            work.run();
        }
        return Cost.now().since(before);
    }

    /** Allocation alone, which a busy machine does not blur: short, for gates. */
    private void bytes() throws Exception {
        Driver driver = driver(Scene.PLAIN);
        warm(times(2_000), () -> ask(driver));
        figures.put(Figure.PLAIN_BYTES, middle(times(500), 1, () -> ask(driver)));
        warm(times(200), () -> stream(driver, Scene.PLAIN, text -> {}));
        figures.put(
                Figure.S500_BYTES,
                middle(times(50), Scene.PLAIN.tokens(), () -> stream(driver, Scene.PLAIN, text -> {})));
        Driver slow = driver(Scene.LONG);
        warm(times(10), () -> stream(slow, Scene.LONG, text -> {}));
        figures.put(
                Figure.S5000_BYTES, middle(times(10), Scene.LONG.tokens(), () -> stream(slow, Scene.LONG, text -> {})));
    }

    private static void warm(int times, Work work) throws Exception {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }

    private static double middle(int times, int divisor, Work work) throws Exception {
        double[] rounds = new double[5];
        for (int i = 0; i < rounds.length; i++) {
            rounds[i] = cost(times, work).bytes() / (double) times / divisor;
        }
        Arrays.sort(rounds);
        return rounds[rounds.length / 2];
    }

    /**
     * Works until the compiler that optimizes in the background is through, which takes longer than figures take to look
     * steady: until it has done next to nothing for a while, three times. What it does is told when it is done, and it is
     * slow where many callers want the processors: a crowd is let in when one caller has warmed the code.
     */
    private static void warmUp(Work work) throws Exception {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long end = System.nanoTime() + MOST_WARMING.toNanos();
        for (int quiet = 0; quiet < 3 && System.nanoTime() < end; ) {
            long compiled = compiler.getTotalCompilationTime();
            long start = System.nanoTime();
            do {
                work.run();
            } while (System.nanoTime() - start < WHILE.toNanos());
            quiet = compiler.getTotalCompilationTime() - compiled < WHILE.toMillis() / 50 ? quiet + 1 : 0;
        }
    }

    private void calls() throws Exception {
        Driver driver = driver(Scene.PLAIN);
        int plain = times(20_000);
        warmUp(() -> ask(driver));
        Cost call = cost(plain, () -> ask(driver));
        figures.put(Figure.PLAIN_CPU, call.cpu() / 1e3 / plain);
        figures.put(Figure.PLAIN_BYTES, call.bytes() / (double) plain);
        int streams = times(1_500);
        warmUp(() -> stream(driver, Scene.PLAIN, text -> {}));
        Cost chunk = cost(streams, () -> stream(driver, Scene.PLAIN, text -> {}));
        double chunks = (double) streams * Scene.PLAIN.tokens();
        figures.put(Figure.S500_CPU, chunk.cpu() / chunks);
        figures.put(Figure.S500_BYTES, chunk.bytes() / chunks);
        First first = new First();
        long[] took = new long[streams];
        for (int i = 0; i < streams; i++) {
            first.at = 0;
            long start = System.nanoTime();
            stream(driver, Scene.PLAIN, first);
            took[i] = first.at - start;
        }
        figures.put(Figure.FIRST, median(took) / 1e3);
    }

    private static final class First implements Consumer<String> {
        long at;

        @Override
        public void accept(String text) {
            if (at == 0) {
                at = System.nanoTime();
            }
        }
    }

    private static double median(long[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private void longStreams() throws Exception {
        Driver driver = driver(Scene.LONG);
        int streams = times(150);
        warmUp(() -> stream(driver, Scene.LONG, text -> {}));
        Cost chunk = cost(streams, () -> stream(driver, Scene.LONG, text -> {}));
        double chunks = (double) streams * Scene.LONG.tokens();
        figures.put(Figure.S5000_CPU, chunk.cpu() / chunks);
        figures.put(Figure.S5000_BYTES, chunk.bytes() / chunks);
    }

    /** The pieces say when they were sent; the clocks of two processes on one machine are one. */
    private void paced() throws Exception {
        Driver driver = driver(Scene.PACED);
        int streams = Math.max(3, times(6));
        Driver fast = driver(Scene.PLAIN);
        warmUp(() -> stream(fast, Scene.PLAIN, text -> {}));
        stream(driver, Scene.PACED, text -> {});
        long[] lags = new long[streams * Scene.PACED.tokens()];
        int[] next = new int[1];
        for (int i = 0; i < streams; i++) {
            stream(driver, Scene.PACED, text -> {
                long sent = Long.parseLong(text.strip()) - 1_000_000_000_000_000_000L;
                lags[next[0]++] = System.nanoTime() - sent;
            });
        }
        figures.put(Figure.LAG, median(Arrays.copyOf(lags, next[0])) / 1e3);
    }

    private void load() throws Exception {
        Driver driver = driver(Scene.PLAIN);
        warmUp(() -> ask(driver));
        warmUp(() -> rate(driver, false, (int) WHILE.toMillis()));
        figures.put(Figure.CALLS, rate(driver, false, times(4_000)));
        warmUp(() -> stream(driver, Scene.PLAIN, text -> {}));
        warmUp(() -> rate(driver, true, (int) WHILE.toMillis()));
        figures.put(Figure.STREAMS, rate(driver, true, times(4_000)));
    }

    private double rate(Driver driver, boolean streaming, int millis) throws InterruptedException {
        AtomicLong done = new AtomicLong();
        long start = System.nanoTime();
        long end = start + millis * 1_000_000L;
        CountDownLatch over = new CountDownLatch(CALLERS);
        for (int i = 0; i < CALLERS; i++) {
            new Thread(() -> {
                        while (System.nanoTime() < end) {
                            if (streaming) {
                                stream(driver, Scene.PLAIN, text -> {});
                            } else {
                                ask(driver);
                            }
                            done.incrementAndGet();
                        }
                        over.countDown();
                    })
                    .start();
        }
        over.await();
        return done.get() * 1e9 / (System.nanoTime() - start);
    }

    /** A thousand streams at once, on virtual threads where there are any; run it with {@code -Xmx64m}. */
    private void crowd() throws Exception {
        Driver driver = driver(Scene.CROWD);
        crowd(driver, STREAMS);
        Driver fast = driver(Scene.PLAIN);
        warmUp(() -> stream(fast, Scene.PLAIN, text -> {}));
        crowd(driver, STREAMS);
        Cost before = Cost.now();
        Watch watch = new Watch();
        crowd(driver, STREAMS, watch);
        Cost cost = Cost.now().since(before);
        figures.put(Figure.CROWD_CPU, cost.cpu() / ((double) STREAMS * Scene.CROWD.tokens()));
        figures.put(Figure.CROWD_THREADS, (double) watch.threads);
        figures.put(Figure.CROWD_HEAP, watch.heap / 1024.0);
    }

    private void crowd(Driver driver, int streams) throws InterruptedException {
        crowd(driver, streams, new Watch());
    }

    private void crowd(Driver driver, int streams, Watch watch) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(streams);
        for (int i = 0; i < streams; i++) {
            Crowd.start(() -> {
                stream(driver, Scene.CROWD, text -> {});
                over.countDown();
            });
        }
        // in the middle of them: what is alive then
        over.await(Scene.CROWD.tokens() * (long) Scene.CROWD.pace / 2, TimeUnit.MILLISECONDS);
        watch.look();
        if (!over.await(2, TimeUnit.MINUTES)) {
            lost.addAndGet(over.getCount());
        }
    }

    private static final class Watch {
        int threads;
        long heap;

        void look() {
            threads = ManagementFactory.getThreadMXBean().getThreadCount();
            System.gc();
            heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
    }

    /** What each of many open streams takes of the heap while its thread waits for the next token. */
    private void held() throws Exception {
        Driver driver = driver(Scene.HELD);
        long few = held(driver, STREAMS / 5);
        long many = held(driver, STREAMS);
        figures.put(Figure.HELD_BYTES, (many - few) / (double) STREAMS);
        if (Boolean.getBoolean("stay")) {
            // for jcmd PID GC.class_histogram
            TimeUnit.SECONDS.sleep(30);
        }
    }

    /** So many more, which stay open; the heap when each has come to its second token. */
    private long held(Driver driver, int streams) throws InterruptedException {
        CountDownLatch here = new CountDownLatch(streams);
        for (int i = 0; i < streams; i++) {
            int[] tokens = new int[1];
            Crowd.start(() -> stream(driver, Scene.HELD, text -> {
                if (++tokens[0] == 2) {
                    here.countDown();
                }
            }));
        }
        if (!here.await(1, TimeUnit.MINUTES)) {
            lost.addAndGet(here.getCount());
        }
        return Soak.heap();
    }

    private void cold() {
        ask(driver(Scene.PLAIN));
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        figures.put(Figure.COLD_WALL, (double) (System.currentTimeMillis() - started));
        figures.put(Figure.COLD_CPU, Cost.now().cpu() / 1e6);
        figures.put(Figure.COLD_CLASSES, (double)
                ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
    }
}
