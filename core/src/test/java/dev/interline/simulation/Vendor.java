package dev.interline.simulation;

import dev.interline.Ability;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Message;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.TrailLog;
import dev.interline.Usage;
import dev.interline.error.ChatException;
import dev.interline.error.Failure;
import dev.interline.error.RateLimitedException;
import dev.interline.error.UnsupportedException;
import dev.interline.policy.Estimate;
import dev.interline.time.Time;
import java.time.Duration;
import java.util.Random;

/**
 * A model behind a {@link Wall}. A refusal takes 50 ms, an answer half a second and a hundredth for each of its tokens.
 * The vendor counts the prompt in its own way, from a tenth less to a quarter more than the estimate, and answers with a
 * tenth to all of what it may.
 */
final class Vendor implements ChatModel {
    private static final Duration REFUSING = Duration.ofMillis(50);
    private static final Duration READING = Duration.ofMillis(500);
    private static final Duration WRITING_A_TOKEN = Duration.ofMillis(10);

    private final Profile profile;
    private final Wall wall;
    private final Time time;
    private final Random chance;
    private int sent;
    private int refused;

    Vendor(String name, Wall wall, Time time, long seed) {
        this.profile = Profile.builder(new ModelId("simulated", "", name))
                .cannot(Ability.STREAM)
                .reasons(false)
                .build();
        this.wall = wall;
        this.time = time;
        this.chance = new Random(seed);
    }

    int sent() {
        return sent;
    }

    int refused() {
        return refused;
    }

    @Override
    public Profile profile() {
        return profile;
    }

    @Override
    public ChatResponse chat(ChatRequest request, CallContext context) {
        context.begin(time, null);
        TrailLog.Line line = context.line(profile);
        try {
            Size size = size(request);
            sent++;
            Duration hint = wall.refusal(time.nanos(), size);
            if (hint != null) {
                refused++;
                time.sleep(REFUSING, context);
                throw new RateLimitedException(
                        "slow down", hint.isZero() ? Failure.NONE : Failure.NONE.after(hint), null);
            }
            time.sleep(READING.plus(WRITING_A_TOKEN.multipliedBy(size.output())), context);
            wall.over(time.nanos(), size);
            line.done(size.usage());
            context.end(null, size.usage());
            return ChatResponse.builder(profile.id())
                    .message(Message.assistant("done"))
                    .usage(size.usage())
                    .trail(context.trail())
                    .build();
        } catch (ChatException e) {
            e.locate(profile.id(), context.target());
            line.failed(e);
            context.end(e, Usage.UNKNOWN);
            throw e;
        }
    }

    private Size size(ChatRequest request) {
        Estimate estimate = Estimate.of(request);
        long cap = estimate.maxOutput().orElseThrow();
        long input = Math.round(estimate.input() * (0.9 + 0.35 * chance.nextDouble()));
        return new Size(input, cap, Math.round(cap * (0.1 + 0.9 * chance.nextDouble())));
    }

    @Override
    public ChatStream stream(ChatRequest request, CallContext context) {
        throw new UnsupportedException("it answers whole");
    }
}
