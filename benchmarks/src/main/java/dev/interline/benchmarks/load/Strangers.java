package dev.interline.benchmarks.load;

import dev.interline.Ability;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Ending;
import dev.interline.Limits;
import dev.interline.Message;
import dev.interline.ModelId;
import dev.interline.Price;
import dev.interline.Profile;
import dev.interline.TrailLog;
import dev.interline.Usage;
import dev.interline.budget.Budget;
import dev.interline.budget.Ledger;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.error.RateLimitedException;
import dev.interline.route.CallLog;
import dev.interline.route.Listener;
import dev.interline.route.Router;
import dev.interline.wire.auth.Keyring;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Conversations, tenants and tags of which each comes once and never again. Whatever remembers them is bounded: where a
 * conversation was answered, limits, refusals and pauses of each credential, tokens of each holder, what each tenant
 * spent and may spend, lines of the log.
 */
final class Strangers {
    private static final long BOUND = 24_000_000;
    private static final int THREADS = 4;
    private static final int ACCOUNTS = 5_000;
    /** A rich one spends this in one call, and the budget of a day with it. */
    private static final long FORTUNE = 10_000_000;

    private final Keyring keyring = new Keyring(Strangers::tenant, holder -> outgoing -> {});
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong next = new AtomicLong();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Ledger ledger = Ledger.memory(ACCOUNTS);
    private final Router route = Router.over(new Moody("first"), new Moody("second"), new Moody("third"))
            .budget(
                    Budget.perDay("5").by("tenant").ledger(ledger),
                    Budget.perMonth("1000000").ledger(ledger),
                    Budget.perMonth("900").named("each").by("tenant").ledger(ledger))
            .listening(CallLog.lines())
            .listening(new Counter());

    private Strangers() {}

    private static String tenant(CallContext context) {
        return context.tags().getOrDefault("tenant", "");
    }

    /** Lets so many come; what is wrong afterwards. */
    static List<String> crowd(int many) throws InterruptedException {
        Strangers strangers = new Strangers();
        long start = System.nanoTime();
        long before = Soak.heap();
        PrintStream errors = System.err;
        // lines are made and go nowhere
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        strangers.come(many / 2);
        long half = Soak.heap();
        strangers.come(many);
        long after = Soak.heap();
        System.setErr(errors);
        System.out.printf(
                Locale.ROOT,
                "%d strangers in %d s: heap %.2f MB before, %.2f MB half way, %.2f MB after%n",
                many,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                before / 1e6,
                half / 1e6,
                after / 1e6);
        List<String> complaints = new ArrayList<>(strangers.complaints);
        if (after > before + BOUND || after > half * 1.05 + 500_000) {
            complaints.add("what is remembered of strangers grew");
        }
        if (strangers.told.get() != many) {
            complaints.add("listeners heard of " + strangers.told + " ends of " + many);
        }
        return complaints;
    }

    private void come(int until) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                for (long number = next.getAndIncrement(); number < until; number = next.getAndIncrement()) {
                    come(number);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        next.set(until);
    }

    private void come(long number) {
        CallContext context =
                CallContext.create().tag("tenant", "tenant-" + number).tag("trace", Long.toHexString(number));
        ChatRequest request = ChatRequest.builder()
                .user("conversation " + number)
                .message(Message.assistant("answer " + number))
                .user("and " + number)
                .build();
        keyring.version(context);
        try {
            if (!route.chat(request, context).text().equals("Paris.")) {
                complaints.add("a wrong answer to stranger " + number);
            }
        } catch (ChatException e) {
            complaints.add("stranger " + number + " was turned away: " + e.getMessage());
        }
    }

    private final class Counter implements Listener {
        @Override
        public void ended(Call call, Ending ending) {
            told.incrementAndGet();
        }
    }

    /** Answers most of them, and turns a tenant in a hundred away. */
    private record Moody(String name) implements ChatModel {

        @Override
        public Profile profile() {
            return Profile.builder(new ModelId("memory", "", name))
                    .reasons(false)
                    .cannot(Ability.STREAM)
                    .credentialKey(Strangers::tenant)
                    .price(Price.of("1", "2"))
                    .limits(Limits.NONE.requestsPerMinute(600))
                    .build();
        }

        @Override
        public ChatResponse chat(ChatRequest request, CallContext context) {
            String tenant = tenant(context);
            TrailLog.Line line = context.line(profile());
            if (name.equals("first") && tenant.endsWith("77")) {
                RateLimitedException refused = new RateLimitedException(
                        "on purpose", Failure.of(429, "", "").after(Duration.ofSeconds(60)), null);
                line.failed(refused);
                context.end(refused, Usage.UNKNOWN);
                throw refused;
            }
            Usage usage = Usage.of(tenant.endsWith("555") ? FORTUNE : 9, 2);
            line.done(usage);
            context.end(null, usage);
            return ChatResponse.builder(profile().id())
                    .message(Message.assistant("Paris."))
                    .usage(usage)
                    .build();
        }

        @Override
        public ChatStream stream(ChatRequest request, CallContext context) {
            throw new UnsupportedOperationException("answers whole");
        }
    }
}
