package dev.interline.benchmarks.load;

import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.error.ChatException;
import dev.interline.route.Router;
import dev.interline.route.Target;
import dev.interline.wire.Transport;
import java.lang.management.ManagementFactory;
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
import org.jspecify.annotations.Nullable;

/**
 * 64 callers ask five formats through routes of three targets each, one request in twenty goes wrong and one caller in
 * fifty leaves. At the end nothing may be lost, every call must have ended once, and heap, threads and connections must be
 * where they were. Then come very many {@link Strangers}. Argument: how many seconds.
 */
public final class Soak {
    private static final int CALLERS = 64;
    private static final int MOST_THREADS = 2 * CALLERS + 30;

    private final List<Router> routes = new ArrayList<>();
    private final Transport transport = Transport.create();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong left = new AtomicLong();
    private final AtomicLong ends = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final Map<String, AtomicLong> failures = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();

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
        complaints.addAll(Strangers.crowd(Math.min(1_000_000, 3_000 * seconds)));
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
        long early = heap();
        LockSupport.parkNanos(end - System.nanoTime() - (end - start) / 20);
        long late = heap();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        int connections = transport.connections();
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
        complain(wrong.get() > 0, wrong.get() + " wrong answers or errors without a type");
        complain(ends.get() != calls.get(), calls.get() + " calls ended " + ends.get() + " times");
        complain(late > early * 1.05 + 1_000_000, "the heap grew");
        complain(threads > MOST_THREADS, "more threads than " + MOST_THREADS);
        complain(connections > CALLERS * 3, "more connections than callers need");
    }

    private void complain(boolean wrong, String complaint) {
        if (wrong) {
            complaints.add(complaint);
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
            once();
        }
    }

    private void once() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Router route = routes.get(random.nextInt(routes.size()));
        ChatRequest request = ChatRequest.builder()
                .user("question " + random.nextInt())
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
                    context.cancel();
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
        ends.addAndGet(ended.get());
    }

    private void stream(Router route, ChatRequest request, CallContext context, boolean leaves) {
        try (ChatStream stream = route.stream(request, context)) {
            int pieces = 0;
            for (String text : stream.text()) {
                pieces += text.isEmpty() ? 0 : 1;
                if (leaves && pieces == 3) {
                    left.incrementAndGet();
                    return;
                }
            }
            check(stream.response(), Scene.FAULTS.tokens());
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
