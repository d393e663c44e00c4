package dev.interline.simulation;

import dev.interline.Burndown;
import dev.interline.CallContext;
import dev.interline.Limits;
import dev.interline.route.Router;
import dev.interline.route.Target;
import dev.interline.testing.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A crowd that wants nearly twice of what a vendor gives, for twenty minutes. */
record Throttling(String vendor, Supplier<Wall> wall, Limits limits, Burndown burndown, int callers) {
    private static final Duration LASTING = Duration.ofMinutes(20);

    /** Each vendor as its documentation describes it. */
    static final List<Throttling> ALL = List.of(
            new Throttling(
                    "Azure, 600,000 tokens a minute",
                    () -> new AzureWall(3_600, 600_000, 0.37),
                    Limits.NONE.requestsPerMinute(3_600).tokensPerMinute(600_000),
                    Burndown.RESERVED,
                    60),
            new Throttling(
                    "Azure, 600 requests a minute",
                    () -> new AzureWall(600, 6_000_000, 0.37),
                    Limits.NONE.requestsPerMinute(600).tokensPerMinute(6_000_000),
                    Burndown.RESERVED,
                    80),
            new Throttling(
                    "Bedrock, 1,000,000 tokens a minute, output weighs 5",
                    () -> new BedrockWall(1_000_000, 5),
                    Limits.NONE.tokensPerMinute(1_000_000),
                    new Burndown(5, true),
                    60),
            new Throttling(
                    "Vertex AI, 6 to 14 calls a second, shared",
                    () -> new VertexWall(6, 14, 9),
                    Limits.NONE,
                    Burndown.PLAIN,
                    100));

    /**
     * How it went.
     *
     * @param used of what the vendor could have given, 0 to 1
     * @param unanswered calls that failed in the end
     */
    record Outcome(int sent, int refused, double used, int unanswered) {

        long refusedOf10000() {
            return Math.round(1e4 * refused / sent);
        }
    }

    /** Whether anybody could tell how much there is. */
    boolean isKnown() {
        return !limits.equals(Limits.NONE);
    }

    /** As the usual kit does it. */
    Outcome retrying() throws InterruptedException {
        ManualTime time = new ManualTime(7);
        Wall filled = wall.get();
        Vendor model = new Vendor(vendor, filled, time, 3);
        return run(time, filled, model, Client.retrying(model, time));
    }

    /** Through a route. */
    Outcome routed() throws InterruptedException {
        ManualTime time = new ManualTime(7);
        Wall filled = wall.get();
        Vendor model = new Vendor(vendor, filled, time, 3);
        Router route = Router.over(Target.of(model).limits(limits).profile(profile -> profile.burndown(burndown)))
                .time(time);
        return run(time, filled, model, request -> route.chat(request, CallContext.create()));
    }

    private Outcome run(ManualTime time, Wall filled, Vendor model, Client client) throws InterruptedException {
        Crowd crowd = new Crowd(time, 2_000, 800, 5);
        crowd.run(client, callers, LASTING);
        return new Outcome(model.sent(), model.refused(), filled.used(time.nanos()), crowd.failed());
    }
}
