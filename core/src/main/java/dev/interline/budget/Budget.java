package dev.interline.budget;

import dev.interline.CallContext;
import dev.interline.Constraints;
import dev.interline.Hop;
import dev.interline.ModelId;
import dev.interline.Price;
import dev.interline.Profile;
import dev.interline.error.OverBudgetException;
import dev.interline.policy.Policy;
import dev.interline.time.Time;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How much may be spent in a day or a month, for all calls together or for each tenant or model apart, and what happens
 * before a call when it has been: the call is refused with {@link OverBudgetException} unless set otherwise. Given to a
 * {@linkplain dev.interline.route.Router#budget route}, or put around a model as a policy.
 *
 * <pre>{@code
 * router.budget(Budget.perDay("50").by("tenant"), Budget.perMonth("900").cheaper(Price.of("0.5", "2")));
 * }</pre>
 *
 * <p>What counts is the {@link Hop#cost()} of every request on the wire, of those that failed or lost a race as well, as
 * soon as it is over. Until then a call holds what it should cost, so that many at a time do not all slip under the amount:
 * it is exceeded by what the last of them takes beyond that. A budget {@linkplain #byModel by model} holds nothing, for it is
 * not known beforehand who will answer. What has no known price is not counted at all, which is logged once. Sums are those
 * of one process, see {@link Ledger}. Settings return copies that share what was spent. Thread-safe.
 */
public final class Budget implements Policy {
    /** Whom no tag names. */
    private static final String NOBODY = "";

    private enum Then {
        REFUSE,
        WARN,
        CHEAPER
    }

    private final BigDecimal limit;
    private final boolean monthly;
    private final String name;
    private final @Nullable String tag;
    private final boolean byModel;
    private final Then then;
    private final @Nullable Price most;
    private final double warnAt;
    private final Ledger ledger;
    private final ZoneId zone;
    private final Time time;
    private final Accounts accounts;

    private Budget(Draft draft) {
        this.limit = draft.limit;
        this.monthly = draft.monthly;
        this.name = draft.name;
        this.tag = draft.tag;
        this.byModel = draft.byModel;
        this.then = draft.then;
        this.most = draft.most;
        this.warnAt = draft.warnAt;
        this.ledger = draft.ledger;
        this.zone = draft.zone;
        this.time = draft.time;
        this.accounts = draft.accounts;
    }

    /** What a copy starts with. */
    private static final class Draft {
        BigDecimal limit;
        boolean monthly;
        String name;

        @Nullable
        String tag;

        boolean byModel;
        Then then = Then.REFUSE;

        @Nullable
        Price most;

        double warnAt = 0.8;
        Ledger ledger = Ledger.memory();
        ZoneId zone = ZoneOffset.UTC;
        Time time = Time.system();
        Accounts accounts = new Accounts();

        Draft(BigDecimal limit, boolean monthly) {
            if (limit.signum() <= 0) {
                throw new IllegalArgumentException("a budget is an amount of US dollars above zero, not " + limit);
            }
            this.limit = limit;
            this.monthly = monthly;
            this.name = monthly ? "month" : "day";
        }
    }

    private Budget with(Consumer<Draft> change) {
        Draft draft = new Draft(limit, monthly);
        draft.name = name;
        draft.tag = tag;
        draft.byModel = byModel;
        draft.then = then;
        draft.most = most;
        draft.warnAt = warnAt;
        draft.ledger = ledger;
        draft.zone = zone;
        draft.time = time;
        draft.accounts = accounts;
        change.accept(draft);
        return new Budget(draft);
    }

    /**
     * So many US dollars a day.
     *
     * @throws IllegalArgumentException when that is not above zero
     */
    public static Budget perDay(BigDecimal dollars) {
        return new Budget(new Draft(dollars, false));
    }

    /** As {@link #perDay(BigDecimal)}, for literals. */
    public static Budget perDay(String dollars) {
        return perDay(new BigDecimal(dollars));
    }

    /**
     * So many US dollars a month of the calendar.
     *
     * @throws IllegalArgumentException when that is not above zero
     */
    public static Budget perMonth(BigDecimal dollars) {
        return new Budget(new Draft(dollars, true));
    }

    /** As {@link #perMonth(BigDecimal)}, for literals. */
    public static Budget perMonth(String dollars) {
        return perMonth(new BigDecimal(dollars));
    }

    /** What it is called in logs, errors and the ledger; {@code day} or {@code month} unless set. */
    public Budget named(String name) {
        return with(draft -> draft.name = name);
    }

    /**
     * The whole amount for each value of a tag of the calls, such as {@code tenant}; calls without the tag share one.
     */
    public Budget by(String tag) {
        return with(draft -> {
            draft.tag = tag;
            draft.byModel = false;
        });
    }

    /** The whole amount for each model; a route passes over one that has spent its own, and asks the others. */
    public Budget byModel() {
        return with(draft -> {
            draft.tag = null;
            draft.byModel = true;
        });
    }

    /** Lets calls go on when it is spent, with a warning in the log once a period. */
    public Budget warning() {
        return with(draft -> draft.then = Then.WARN);
    }

    /**
     * When it is spent, a route asks only targets that cost no more than that, and refuses the call when it has none; a
     * target whose price is not known is none. So a second budget, with a larger amount, may refuse in the end.
     */
    public Budget cheaper(Price most) {
        return with(draft -> {
            draft.then = Then.CHEAPER;
            draft.most = most;
        });
    }

    /**
     * At which share of the amount a warning is logged, once a period and account; 0.8 unless set.
     *
     * @throws IllegalArgumentException when it does not lie above 0 and up to 1
     */
    public Budget warnAt(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share of a budget lies above 0 and up to 1, it was " + share);
        }
        return with(draft -> draft.warnAt = share);
    }

    /** Where it is written down; in a memory of its own unless set. */
    public Budget ledger(Ledger ledger) {
        return with(draft -> draft.ledger = ledger);
    }

    /** Where days and months begin; UTC unless set. */
    public Budget zone(ZoneId zone) {
        return with(draft -> draft.zone = zone);
    }

    /** The clock, where it is put around a model; in a route, the route's counts. */
    public Budget time(Time time) {
        return with(draft -> draft.time = time);
    }

    /**
     * What was spent in the period of that time, in US dollars.
     *
     * @param whose the value of the tag, or the {@link ModelId} as text; empty for all together and for calls without the
     *     tag
     */
    public BigDecimal spent(String whose, Instant at) {
        return ledger.spent(account(whose), period(at));
    }

    // ---- for routes ----

    /** Whether each model has the amount for itself. */
    public boolean isByModel() {
        return byModel;
    }

    /**
     * Before a call, unless each model has its own.
     *
     * @return what targets must be besides, because the amount is spent; {@link Constraints#NONE} while it is not
     * @throws OverBudgetException when it is spent and the call is refused
     */
    public Constraints admit(CallContext call) {
        if (byModel) {
            return Constraints.NONE;
        }
        return admitted(refusal(besides(call, BigDecimal.ZERO)));
    }

    private Constraints admitted(@Nullable OverBudgetException refusal) {
        if (refusal == null) {
            return Constraints.NONE;
        }
        if (most == null) {
            throw refusal;
        }
        return Constraints.NONE.maxPrice(most);
    }

    /**
     * As {@link #admit(CallContext)}; from then until the call has paid or is over it holds what it should cost.
     *
     * @param expected US dollars; zero when that is not known
     */
    public Constraints admit(CallContext call, BigDecimal expected) {
        if (byModel || expected.signum() <= 0) {
            return admit(call);
        }
        // held first and looked at afterwards: of two at a time at least one sees the other
        Accounts.Hold hold = accounts.hold(account(whose(call)), expected);
        try {
            Constraints thrift = admitted(refusal(besides(call, expected)));
            call.onHop(hop -> hop.cost().total().ifPresent(hold::release));
            call.onEnd(ending -> hold.release(expected));
            return thrift;
        } catch (OverBudgetException e) {
            hold.release(expected);
            throw e;
        }
    }

    /** How the account of a call stands, or that of a model where each has its own. */
    public Balance balance(CallContext call, Profile model) {
        return balance(
                byModel ? model.id().toString() : whose(call), call.time().now());
    }

    /** How the account of a call stands, leaving out what that call holds itself. */
    private Balance besides(CallContext call, BigDecimal own) {
        Balance all = balance(whose(call), call.time().now());
        return new Balance(
                all.account(), all.spent(), all.held().subtract(own).max(BigDecimal.ZERO), all.limit(), all.period());
    }

    /** Why a model may not be asked, because it has spent its own amount; null when it may. */
    public @Nullable OverBudgetException refusal(Profile model, CallContext call) {
        return byModel ? refusal(balance(call, model)) : null;
    }

    /** Counts what each request of a call costs, and lets its trail tell how the budget stands. */
    public void meter(CallContext call) {
        String whose = byModel ? NOBODY : whose(call);
        if (!byModel) {
            watch(call, whose);
        }
        call.onHop(hop -> {
            if (byModel) {
                watch(call, hop.model().toString());
            }
            charge(hop, byModel ? hop.model().toString() : whose, call.time().now());
        });
    }

    /** A trail tells what was paid: the call itself still holds something while it writes its last line. */
    private void watch(CallContext call, String whose) {
        call.watch(account(whose), () -> {
            Balance now = balance(whose, call.time().now());
            return new Balance(now.account(), now.spent(), BigDecimal.ZERO, now.limit(), now.period());
        });
    }

    /**
     * How it stands at that time.
     *
     * @param whose as for {@link #spent}
     */
    public Balance balance(String whose, Instant at) {
        String period = period(at);
        String account = account(whose);
        return new Balance(account, ledger.spent(account, period), accounts.held(account), limit, period);
    }

    private @Nullable OverBudgetException refusal(Balance balance) {
        if (balance.left().signum() > 0) {
            return null;
        }
        if (then == Then.WARN || then == Then.CHEAPER) {
            accounts.saySpent(balance);
        }
        return then == Then.WARN
                ? null
                : new OverBudgetException(balance.spentWords() + "; nothing was sent, raise the budget or wait for the"
                        + " next " + (monthly ? "month" : "day"));
    }

    private void charge(Hop hop, String whose, Instant now) {
        hop.cost().total().filter(dollars -> dollars.signum() > 0).ifPresent(dollars -> {
            String period = period(now);
            String account = account(whose);
            ledger.add(account, period, dollars);
            BigDecimal spent = ledger.spent(account, period);
            if (spent.doubleValue() >= limit.doubleValue() * warnAt) {
                accounts.sayNear(new Balance(account, spent, BigDecimal.ZERO, limit, period));
            }
        });
        if (hop.failure().isEmpty() && !hop.cost().isComplete()) {
            accounts.sayUnknown(name, hop.model());
        }
    }

    private String whose(CallContext call) {
        return tag == null ? NOBODY : call.tags().getOrDefault(tag, NOBODY);
    }

    private String account(String whose) {
        return whose.isEmpty() ? name : name + " of " + whose;
    }

    private String period(Instant at) {
        LocalDate day = LocalDate.ofInstant(at, zone);
        return monthly ? YearMonth.from(day).toString() : day.toString();
    }

    @Override
    public <T> T apply(Attempt<T> attempt, CallContext context) {
        context.start(time);
        Profile model = attempt.target();
        OverBudgetException own = refusal(model, context);
        if (own != null) {
            own.locate(model.id(), context.target());
            throw own;
        }
        admit(context).refusal(model).ifPresent(why -> {
            throw new OverBudgetException("the budget " + name + " is spent and the model not among the cheaper ones: "
                    + why + "; nothing was sent");
        });
        CallContext run = context.child();
        meter(run);
        return attempt.run(run);
    }

    @Override
    public String toString() {
        return "Budget[" + name + ", $" + limit.toPlainString() + " a " + (monthly ? "month" : "day")
                + (tag != null ? " by " + tag : byModel ? " by model" : "") + "]";
    }
}
