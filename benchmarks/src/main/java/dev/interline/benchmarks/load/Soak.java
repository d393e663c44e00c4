package dev.interline.benchmarks.load;

import dev.interline.CallContext;
import dev.interline.ChatEvent;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.error.ChatException;
import dev.interline.route.Router;
import dev.interline.route.Target;
import dev.interline.time.Time;
import dev.interline.wire.Transport;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * 64 callers ask five formats through routes of three targets each, one request in twenty goes wrong and one caller in
 * fifty leaves. No call may be lost but streams that were cut after their first content, each call and each stream must
 * end exactly once, and heap, threads and connections must be where they were. The heap is looked at while nobody asks.
 * Then come very many {@link Strangers}. Arguments: how many seconds, and how many strangers.
 */
public final class Soak {
    private static final int CALLERS = 64;
    /** Few, so that what a route remembers of them is full when the heap is first looked at; strangers come afterwards. */
    private static final int CONVERSATIONS = 500;

    private static final int MOST_THREADS = 2 * CALLERS + 30;
    private static final double FLAT = 1.05;
    /** From then on everything that is bounded is full when the heap is looked at first. */
    private static final int LONG_RUN = 600;

    private static final long SHORT_RUN_BYTES = 1_000_000;

    private final List<Router> routes = new ArrayList<>();
    private final Transport transport = Transport.create();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong left = new AtomicLong();
    private final AtomicLong oddEnds = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final Map<String, AtomicLong> failures = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();
    /** Callers hold the first of it while they ask, whoever looks at the heap the second. */
    private final ReentrantReadWriteLock busy = new ReentrantReadWriteLock(true);

    private Soak(String ports) {
        for (ChatException.Kind kind : ChatException.Kind.values()) {
            failures.put(kind.name(), new AtomicLong());
        }
        String port = "";
        for (String each : ports.split(",", -1)) {
            port = each.startsWith(Scene.FAULTS.word() + "=") ? each.substring(each.indexOf('=') + 1) : port;
        }
        List<Target> targets = new ArrayList<>();
        for (Tongue tongue : Tongue.values()) {
            targets.add(Target.of(InterlineDriver.model(tongue, "http://127.0.0.1:" + port, transport))
                    .name(tongue.word()));
        }
        for (int i = 0; i < targets.size(); i++) {
            routes.add(Router.over(
                    targets.get(i), targets.get((i + 1) % targets.size()), targets.get((i + 2) % targets.size())));
        }
    }

    public static void main(String[] args) throws Exception {
        int seconds = Integer.parseInt(args[0]);
        List<String> complaints = new ArrayList<>();
        try (Processes processes = Processes.withServer()) {
            Soak soak = new Soak(processes.ports());
            soak.run(seconds);
            complaints.addAll(soak.complaints);
        }
        int strangers = args.length > 1 ? Integer.parseInt(args[1]) : Math.min(1_000_000, 3_000 * seconds);
        complaints.addAll(Strangers.crowd(strangers));
        complaints.forEach(System.out::println);
        System.out.println(complaints.isEmpty() ? "nothing was lost, nothing grew" : "NOT SOUND");
        System.exit(complaints.isEmpty() ? 0 : 1);
    }

    private void run(int seconds) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Thread caller = new Thread(() -> go(end), "caller-" + i);
            caller.start();
            callers.add(caller);
        }
        LockSupport.parkNanos((end - start) * 3 / 10);
        long early = quietHeap();
        LockSupport.parkNanos(end - System.nanoTime() - (end - start) / 20);
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        int connections = transport.connections();
        long late = quietHeap();
        for (Thread caller : callers) {
            caller.join(TimeUnit.MINUTES.toMillis(2));
            complain(caller.isAlive(), caller.getName() + " still waits for an answer");
        }
        System.out.printf(
                Locale.ROOT,
                "%d calls in %d s: %d answers, %d left by their callers, failures %s%n",
                calls.get(),
                seconds,
                answers.get(),
                left.get(),
                failures.entrySet().stream()
                        .filter(each -> each.getValue().get() > 0)
                        .toList());
        System.out.printf(
                Locale.ROOT,
                "heap after a full collection %.2f MB, then %.2f MB; %d threads, %d connections%n",
                early / 1e6,
                late / 1e6,
                threads,
                connections);
        long broken = failed(ChatException.Kind.STREAM_BROKEN);
        long lost = failures.values().stream().mapToLong(AtomicLong::get).sum() - broken;
        complain(wrong.get() > 0, wrong.get() + " wrong answers or errors without a type");
        complain(lost > 0, lost + " calls were lost");
        complain(
                calls.get() != answers.get() + left.get() + broken + lost + wrong.get(),
                "some calls came to nothing at all");
        complain(oddEnds.get() > 0, oddEnds.get() + " calls or streams did not end exactly once");
        complain(late > early * FLAT + (seconds < LONG_RUN ? SHORT_RUN_BYTES : 0), "the heap grew");
        complain(threads > MOST_THREADS, "more threads than " + MOST_THREADS);
        complain(connections > CALLERS * 3, "more connections than callers need");
    }

    private void complain(boolean wrong, String complaint) {
        if (wrong) {
            complaints.add(complaint);
        }
    }

    private long failed(ChatException.Kind kind) {
        AtomicLong known = failures.get(kind.name());
        return known == null ? 0 : known.get();
    }

    /** What is left when every call has ended. */
    private long quietHeap() {
        busy.writeLock().lock();
        try {
            return heap();
        } finally {
            busy.writeLock().unlock();
        }
    }

    static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void go(long end) {
        while (System.nanoTime() < end) {
            busy.readLock().lock();
            try {
                once();
            } finally {
                busy.readLock().unlock();
            }
        }
    }

    private void once() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Router route = routes.get(random.nextInt(routes.size()));
        ChatRequest request = ChatRequest.builder()
                .user("question " + random.nextInt(CONVERSATIONS))
                .maxOutputTokens(Driver.CAP)
                .build();
        AtomicInteger ended = new AtomicInteger();
        CallContext context = CallContext.create();
        context.onEnd(ending -> ended.incrementAndGet());
        boolean leaves = random.nextInt(50) == 0;
        calls.incrementAndGet();
        try {
            if (random.nextInt(5) < 3) {
                if (leaves) {
                    Time.system().after(Duration.ofNanos(random.nextLong(5_000_000)), context::cancel);
                }
                check(route.chat(request, context), Words.WHOLE);
            } else {
                stream(route, request, context, leaves);
            }
        } catch (ChatException e) {
            failed(e, leaves);
        } catch (RuntimeException | Error e) {
            wrong(e);
        }
        if (ended.get() != 1) {
            oddEnds.incrementAndGet();
        }
    }

    /** Ends with the event that says so, or with an exception, or because the caller leaves; never with nothing. */
    private void stream(Router route, ChatRequest request, CallContext context, boolean leaves) {
        int finished = 0;
        try (ChatStream stream = route.stream(request, context)) {
            int pieces = 0;
            for (ChatEvent event = stream.next(); event != null; event = stream.next()) {
                finished += event instanceof ChatEvent.Finished ? 1 : 0;
                pieces += event instanceof ChatEvent.TextDelta ? 1 : 0;
                if (leaves && pieces == 3) {
                    left.incrementAndGet();
                    return;
                }
            }
            if (finished != 1) {
                oddEnds.incrementAndGet();
            }
            check(stream.response(), Scene.FAULTS.tokens());
        } catch (ChatException e) {
            if (finished > 0) {
                oddEnds.incrementAndGet();
            }
            throw e;
        }
    }

    private void check(ChatResponse response, int tokens) {
        if (response.text().equals(Words.text(tokens))
                && response.usage().output().orElse(-1) == tokens) {
            answers.incrementAndGet();
        } else {
            wrong(null);
        }
    }

    private void failed(ChatException e, boolean leaves) {
        if (leaves && e.kind() == ChatException.Kind.CANCELLED) {
            left.incrementAndGet();
            return;
        }
        AtomicLong known = failures.get(e.kind().name());
        if (known != null) {
            known.incrementAndGet();
        }
    }

    private void wrong(@Nullable Throwable e) {
        if (wrong.getAndIncrement() == 0 && e != null) {
            e.printStackTrace();
        }
    }
}
