package dev.interline.benchmarks;

import dev.interline.Ability;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Message;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.Usage;
import dev.interline.route.Router;
import dev.interline.route.Target;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a route of three targets adds to a call when nothing goes wrong, without a network: {@link #route} less
 * {@link #alone}. The goal is 5 microseconds and 3 KB a call ({@code -prof gc}).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RouterOverhead {
    private final ChatRequest request = ChatRequest.of("What is the capital of France?");
    private final ChatModel model = new Constant("first");
    private final Router route =
            Router.over(Target.of(model), Target.of(new Constant("second")), Target.of(new Constant("third")));

    /** The model alone, with its context. */
    @Benchmark
    public ChatResponse alone() {
        return model.chat(request);
    }

    /** The same behind a route. */
    @Benchmark
    public ChatResponse route() {
        return route.chat(request);
    }

    /** Answers at once and always the same. */
    private static final class Constant implements ChatModel {
        private final Profile profile;
        private final ChatResponse response;

        Constant(String name) {
            this.profile = Profile.builder(new ModelId("constant", "", name))
                    .reasons(false)
                    .cannot(Ability.STREAM)
                    .build();
            this.response = ChatResponse.builder(profile.id())
                    .message(Message.assistant("Paris."))
                    .usage(Usage.of(9, 2))
                    .build();
        }

        @Override
        public Profile profile() {
            return profile;
        }

        @Override
        public ChatResponse chat(ChatRequest request, CallContext context) {
            context.end(null, response.usage());
            return response;
        }

        @Override
        public ChatStream stream(ChatRequest request, CallContext context) {
            throw new UnsupportedOperationException("answers whole");
        }
    }
}
