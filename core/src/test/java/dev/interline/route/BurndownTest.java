package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.scripted;
import static dev.interline.Stage.target;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.Burndown;
import dev.interline.CallContext;
import dev.interline.ChatRequest;
import dev.interline.Limits;
import dev.interline.Usage;
import dev.interline.error.ChatException.Kind;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import dev.interline.time.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How vendors count, what refusals teach, and who is served first. */
class BurndownTest {
    private static final ChatRequest CAPPED =
            HELLO.toBuilder().maxOutputTokens(900).build();

    private final ManualTime time = new ManualTime();
    private final ScriptedModel bedrock = scripted("bedrock").says("bedrock");

    private Router counted(ScriptedModel model, Burndown burndown) {
        Target first = target(model)
                .limits(Limits.NONE.tokensPerMinute(60_000))
                .profile(profile -> profile.burndown(burndown));
        return Router.over(first, target(bedrock)).time(time);
    }

    @Test
    void whatAVendorKeepsIsNotTakenBack() {
        ScriptedModel model = scripted("azure").plays(Turn.says("azure").usage(Usage.of(10, 10)));
        Router route = counted(model, Burndown.RESERVED);
        assertThat(route.chat(CAPPED).text()).isEqualTo("azure");
        assertThat(route.chat(CAPPED).text()).as("900 of 1,000 are gone").isEqualTo("bedrock");
        time.advance(ofSeconds(1));
        assertThat(route.chat(CAPPED).text()).isEqualTo("azure");
    }

    @Test
    void outputWeighsWhatTheVendorSays() {
        ScriptedModel model = scripted("heavy").plays(Turn.says("heavy").usage(Usage.of(10, 800)));
        Router route = counted(model, new Burndown(5, true));
        route.chat(CAPPED);
        time.advance(ofSeconds(3));
        assertThat(route.chat(CAPPED).text()).as("4,010 tokens, 1,000 a second").isEqualTo("bedrock");
        time.advance(ofSeconds(2));
        assertThat(route.chat(CAPPED).text()).isEqualTo("heavy");
        assertThatThrownBy(() -> new Burndown(0.5, true)).hasMessageContaining("1 token of the limit at least");
    }

    @Test
    void whoComesFirstIsServedFirst() throws InterruptedException {
        ScriptedModel model = scripted("one").plays(Turn.says("one"));
        Router route = Router.over(target(model).limits(Limits.NONE.requestsPerMinute(60)))
                .time(time);
        Gate done = time.gate();
        List<Integer> served = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int caller = i;
            time.fork("caller", () -> {
                time.sleep(ofMillis(10L * caller), CallContext.create());
                route.chat(HELLO);
                served.add(caller);
                if (served.size() == 10) {
                    done.open();
                }
            });
        }
        done.await(Duration.ofMinutes(1));
        assertThat(served).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(time.elapsed()).as("and nobody wastes a turn").isEqualTo(ofSeconds(9));
        assertThat(time.waits().stream().filter(wait -> wait.compareTo(ofMillis(500)) > 0))
                .as("each waits once")
                .hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void limitThatNobodyNamesIsLearnt() {
        // five calls in any second
        long[] window = {-1, 0};
        int[] refused = {0};
        ScriptedModel model = scripted("shared").plays(request -> {
            long second = time.elapsed().toSeconds();
            window[1] = second == window[0] ? window[1] + 1 : 1;
            window[0] = second;
            if (window[1] > 5) {
                refused[0]++;
                return Turn.fails(Kind.RATE_LIMITED);
            }
            return Turn.says("shared");
        });
        Router route = Router.over(target(model), target(bedrock)).time(time);
        int shared = 0;
        for (int i = 0; i < 6_000; i++) {
            shared += route.chat(HELLO).text().equals("shared") ? 1 : 0;
            time.advance(ofMillis(100));
        }
        assertThat(shared).as("of the 3,000 that it would have taken").isGreaterThan(2_500);
        assertThat(refused[0]).as("about one in a hundred").isLessThan(40);
    }

    @Test
    void loneRefusalIsNoLimit() {
        ScriptedModel model = scripted("hiccup").throttled().says("hiccup");
        Router route = Router.over(target(model), target(bedrock)).time(time);
        route.chat(HELLO);
        time.advance(ofSeconds(2));
        for (int i = 0; i < 20; i++) {
            assertThat(route.chat(HELLO).text()).isEqualTo("hiccup");
        }
    }

    /** Three callers of a target that takes 5 s: the others do not wait until the first is through. */
    private void nobodyWaitsForAProbe(Router route) throws InterruptedException {
        Duration before = time.elapsed();
        Gate done = time.gate();
        int[] answered = {0};
        for (int i = 0; i < 3; i++) {
            time.fork("caller", () -> {
                route.chat(HELLO);
                if (++answered[0] == 3) {
                    done.open();
                }
            });
        }
        done.await(Duration.ofMinutes(1));
        assertThat(time.elapsed().minus(before))
                .as("not 5 s for the first alone")
                .isLessThan(ofSeconds(9));
    }

    @Test
    void afterARefusalOneBelowTheLimitNobodyWaitsForAProbe() throws InterruptedException {
        for (Limits limits : List.of(Limits.NONE.requestsPerMinute(120), Limits.NONE.tokensPerMinute(600_000))) {
            ScriptedModel model =
                    scripted("slow").throttled().plays(Turn.silent(ofSeconds(5)).thenSays("slow"));
            Router route = Router.over(target(model).limits(limits)).time(time);
            nobodyWaitsForAProbe(route);
        }
    }

    @Test
    void inputThatTheVendorCountsHigherIsReservedHigher() {
        ScriptedModel model = scripted("dense").plays(Turn.says("dense").usage(Usage.of(2_000, 10)));
        Router route = counted(model, Burndown.RESERVED);
        ChatRequest request = ChatRequest.builder()
                .user("x".repeat(2_000))
                .maxOutputTokens(100)
                .build();
        for (int i = 0; i < 100; i++) {
            assertThat(route.chat(request).text()).isEqualTo("dense");
            time.advance(ofSeconds(10));
        }
        route.chat(request);
        time.advance(ofSeconds(1));
        assertThat(route.chat(request).text())
                .as("2,000 tokens and not 500, 1,000 a second")
                .isEqualTo("bedrock");
        time.advance(ofSeconds(2));
        assertThat(route.chat(request).text()).isEqualTo("dense");
    }

    @Test
    void outputThatWeighsMoreIsReservedOnceAnswersAreKnownToBeLong() {
        ScriptedModel model = scripted("heavy").plays(Turn.says("heavy").usage(Usage.of(10, 900)));
        Router route = counted(model, new Burndown(5, false));
        for (int i = 0; i < 100; i++) {
            assertThat(route.chat(CAPPED).text()).isEqualTo("heavy");
            time.advance(ofSeconds(10));
        }
        route.chat(CAPPED);
        time.advance(ofSeconds(3));
        assertThat(route.chat(CAPPED).text()).as("4,500 tokens, 1,000 a second").isEqualTo("bedrock");
        time.advance(ofSeconds(2));
        assertThat(route.chat(CAPPED).text()).isEqualTo("heavy");
    }

    @Test
    void whereTheLimitIsLearntNobodyWaitsForAProbeEither() throws InterruptedException {
        ScriptedModel model = scripted("slow")
                .throttled()
                .says("1")
                .says("2")
                .throttled()
                .plays(Turn.silent(ofSeconds(5)).thenSays("slow"));
        Target shared = target(model);
        Router first = Router.over(shared, target(bedrock)).time(time);
        for (int i = 0; i < 4; i++) {
            first.chat(HELLO);
            time.advance(ofSeconds(2));
        }
        assertThat(model.calls()).isEqualTo(4);
        nobodyWaitsForAProbe(Router.over(shared).time(time));
    }
}
