package dev.interline.route;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.Batching;
import dev.interline.CallContext;
import dev.interline.Constraints;
import dev.interline.Embedding;
import dev.interline.EmbeddingModel;
import dev.interline.EmbeddingRequest;
import dev.interline.EmbeddingResponse;
import dev.interline.Ending;
import dev.interline.Hop;
import dev.interline.Limits;
import dev.interline.ModelId;
import dev.interline.Price;
import dev.interline.Profile;
import dev.interline.RateLimit;
import dev.interline.Routing;
import dev.interline.Stage;
import dev.interline.budget.Budget;
import dev.interline.error.AllTargetsFailedException;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.InvalidException;
import dev.interline.error.OverBudgetException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedEmbeddings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a route does for vectors: everything that it does for answers, part by part. */
class EmbeddingRouterTest {
    private static final List<String> MANY = IntStream.range(0, 5_000)
            .mapToObj(number -> "text number " + number)
            .toList();

    private final ManualTime time = new ManualTime();
    private final ScriptedEmbeddings azure = words("azure").batching(new Batching(2_048, Long.MAX_VALUE));
    private final ScriptedEmbeddings bedrock = words("bedrock").batching(new Batching(96, Long.MAX_VALUE));
    private final ScriptedEmbeddings vertex = words("vertex").batching(new Batching(250, Long.MAX_VALUE));

    private static ScriptedEmbeddings words(String name) {
        return ScriptedEmbeddings.named(name).known(known -> known.price(Price.of("1", "0")));
    }

    private static Target target(ScriptedEmbeddings model) {
        return Target.of(model).name(model.profile().id().deployment());
    }

    private EmbeddingRouter route(ScriptedEmbeddings... models) {
        List<Target> targets = new ArrayList<>();
        for (ScriptedEmbeddings model : models) {
            targets.add(target(model));
        }
        return EmbeddingRouter.over(targets).time(time);
    }

    private static EmbeddingRequest many() {
        return EmbeddingRequest.builder().texts(MANY).build();
    }

    private static List<Embedding> vectors(List<String> texts) {
        return texts.stream().map(text -> ScriptedEmbeddings.vector(text, 32)).toList();
    }

    private static List<Integer> sizes(ScriptedEmbeddings model) {
        return model.requests().stream().map(request -> request.texts().size()).toList();
    }

    private static List<String> story(EmbeddingResponse response) {
        return story(response.trail().hops());
    }

    private static List<String> story(List<Hop> hops) {
        return hops.stream()
                .map(hop -> hop.why() + " " + hop.target()
                        + hop.failure().map(failure -> " " + failure.kind()).orElse("")
                        + (hop.sent() ? "" : " not sent"))
                .toList();
    }

    private static double cents(EmbeddingResponse response) {
        return response.trail().cost().total().orElseThrow().doubleValue() * 100;
    }

    // ---- parts ----

    @Test
    void onlyThePartThatFailsGoesToTheNextTargetInPartsThatFitThere() {
        azure.works().fails(Kind.DENIED);

        EmbeddingResponse response = route(azure, bedrock, vertex).embed(many());

        assertThat(response.embeddings()).isEqualTo(vectors(MANY));
        assertThat(sizes(azure)).containsExactly(2_048, 2_048);
        assertThat(sizes(bedrock)).hasSize(31).startsWith(96).endsWith(2_952 - 30 * 96);
        assertThat(vertex.requests()).isEmpty();
        assertThat(bedrock.requests().get(0).texts()).startsWith(MANY.get(2_048));
        assertThat(story(response))
                .hasSize(33)
                .startsWith("FIRST azure", "FIRST azure DENIED", "FAILOVER bedrock", "FIRST bedrock");
    }

    @Test
    void aPartIsRepeatedWhereItFailedOnce() {
        azure.works().fails(Kind.UNAVAILABLE);

        EmbeddingResponse response = route(azure, vertex).embed(many());

        assertThat(response.embeddings()).isEqualTo(vectors(MANY));
        assertThat(sizes(azure)).containsExactly(2_048, 2_048, 2_048, 904);
        assertThat(azure.requests().get(2).texts())
                .isEqualTo(azure.requests().get(1).texts());
        assertThat(story(response))
                .containsExactly("FIRST azure", "FIRST azure UNAVAILABLE", "RETRY azure", "FIRST azure");
        assertThat(time.elapsed()).isLessThan(ofSeconds(1));
    }

    @Test
    void whatWasAnsweredIsPaidOnce() {
        EmbeddingResponse smooth = route(vertex).embed(many());
        vertex.works().fails(Kind.DENIED);
        EmbeddingResponse bumpy = route(vertex, bedrock).embed(many());

        assertThat(bumpy.usage()).isEqualTo(smooth.usage());
        assertThat(smooth.usage().input()).hasValue(15_000);
        assertThat(cents(smooth)).isEqualTo(1.5);
        assertThat(cents(bumpy)).isEqualTo(1.5);
        assertThat(bumpy.cost().total()).isEqualTo(bumpy.trail().cost().total());
    }

    @Test
    void throttledPartWaitsWhereTheHintIsShortAndMovesWhereItIsLong() {
        azure.works().throttled(ofSeconds(2));
        assertThat(story(route(azure, vertex).embed(many())))
                .containsExactly("FIRST azure", "FIRST azure RATE_LIMITED", "RETRY azure", "FIRST azure");
        assertThat(time.elapsed()).isEqualTo(ofSeconds(2));

        ScriptedEmbeddings france = words("france").throttled(ofSeconds(60));
        EmbeddingResponse moved = route(france, azure).embed(many());
        assertThat(story(moved))
                .as("the pause is told once and not with every part")
                .containsExactly(
                        "FIRST france RATE_LIMITED",
                        "FAILOVER azure",
                        "FIRST france BUSY not sent",
                        "FIRST azure",
                        "FIRST azure");
        assertThat(time.elapsed()).as("nobody waited").isEqualTo(ofSeconds(2));
    }

    @Test
    void routeOfOneWaitsForItsThrottledTarget() {
        azure.works().throttled(ofSeconds(20));

        assertThat(route(azure).embed(many()).embeddings()).hasSize(5_000);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(20));
        assertThat(sizes(azure)).containsExactly(2_048, 2_048, 2_048, 904);
    }

    @Test
    void whoWasSilentIsNotAskedForLaterParts() {
        bedrock.hangs();
        azure.works().works().fails(Kind.DENIED);

        assertThatThrownBy(() -> route(bedrock, azure).embed(many())).isInstanceOf(AllTargetsFailedException.class);
        assertThat(bedrock.requests()).hasSize(1);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(60));
    }

    @Test
    void whoFailedIsAskedAfterTheOthersInLaterParts() {
        vertex.fails(Kind.UNREADABLE).fails(Kind.UNREADABLE);

        EmbeddingResponse response = route(vertex, azure).embed(many());

        assertThat(sizes(vertex)).hasSizeLessThanOrEqualTo(2);
        assertThat(sizes(azure)).containsExactly(2_048, 2_048, 904);
        assertThat(response.embeddings()).isEqualTo(vectors(MANY));
    }

    @Test
    void eachPartHasTriesOfItsOwn() {
        azure.throttled(ofSeconds(1)).works().throttled(ofSeconds(1)).works();

        EmbeddingResponse response = route(azure, vertex)
                .maxAttempts(2)
                .embed(EmbeddingRequest.builder().texts(MANY.subList(0, 4_000)).build());

        assertThat(response.trail().attempts()).isEqualTo(4);
        assertThat(vertex.requests()).isEmpty();
    }

    @Test
    void stopsWhereTheRequestIsAtFault() {
        azure.works().fails(Kind.INVALID);

        InvalidException failure = catchThrowableOfType(
                InvalidException.class, () -> route(azure, vertex).embed(many()));

        assertThat(vertex.requests()).isEmpty();
        assertThat(failure.trail().attempts()).isEqualTo(2);
        assertThat(failure.target()).isEqualTo("azure");
    }

    @Test
    void whenNobodyAnswersEveryHopIsTold() {
        azure.fails(Kind.DENIED);
        vertex.fails(Kind.NOT_FOUND);
        AtomicReference<Ending> end = new AtomicReference<>();
        CallContext call = CallContext.create();
        call.onEnd(end::set);

        AllTargetsFailedException failure = catchThrowableOfType(
                AllTargetsFailedException.class,
                () -> route(azure, vertex).named("search").embed(many(), call));

        assertThat(failure).hasMessageContaining("route search").hasMessageContaining("azure DENIED, vertex NOT_FOUND");
        assertThat(story(failure.trail().hops())).containsExactly("FIRST azure DENIED", "FAILOVER vertex NOT_FOUND");
        assertThat(end.get().failure()).isSameAs(failure);
    }

    // ---- time ----

    @Test
    void oneDeadlineHoldsForAllParts() {
        azure.works().hangs();

        assertThatThrownBy(() -> route(azure).deadline(ofSeconds(5)).embed(many()))
                .isInstanceOf(DeadlineExceededException.class);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(5));

        assertThatThrownBy(() ->
                        route(words("b").hangs()).embed(EmbeddingRequest.of("a"), CallContext.within(ofSeconds(3))))
                .isInstanceOf(DeadlineExceededException.class);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(8));

        ScriptedEmbeddings patient = words("c").hangs();
        assertThatThrownBy(() -> route(patient).silence(ofHours(1)).embed("a"))
                .isInstanceOf(DeadlineExceededException.class);
        assertThat(time.elapsed()).as("ten minutes unless set").isEqualTo(ofSeconds(608));
    }

    @Test
    void leavesTimeForTheNextTarget() {
        azure.hangs();

        EmbeddingResponse response =
                route(azure, vertex).deadline(ofSeconds(20)).embed(EmbeddingRequest.of("a"));

        assertThat(story(response)).containsExactly("FIRST azure TIMED_OUT", "FAILOVER vertex");
        assertThat(time.elapsed()).isEqualTo(ofSeconds(15));
    }

    @Test
    void silenceCanBeSet() {
        azure.hangs();

        assertThat(story(route(azure, vertex).silence(ofSeconds(7)).embed(EmbeddingRequest.of("a"))))
                .containsExactly("FIRST azure TIMED_OUT", "FAILOVER vertex");
        assertThat(time.elapsed()).isEqualTo(ofSeconds(7));
    }

    @Test
    void cancelledCallAsksNobodyMore() {
        CallContext call = CallContext.create();
        call.onHop(hop -> call.cancel("enough"));

        CancelledException failure = catchThrowableOfType(
                CancelledException.class, () -> route(bedrock, azure).embed(many(), call));

        assertThat(failure).hasMessageContaining("enough");
        assertThat(bedrock.requests()).hasSize(1);
        assertThat(azure.requests()).isEmpty();
    }

    @Test
    void cancelFreesACallThatHangs() {
        azure.hangs();
        CallContext call = CallContext.create();
        time.after(ofSeconds(4), call::cancel);

        assertThatThrownBy(() -> route(azure, vertex).embed(EmbeddingRequest.of("a"), call))
                .isInstanceOf(CancelledException.class);
        assertThat(time.elapsed()).isEqualTo(ofSeconds(4));
        assertThat(vertex.requests()).isEmpty();
        assertThat(time.timers()).isZero();
    }

    // ---- one model, one length ----

    @Test
    void routesThatWouldMixVectorsAreRefusedWhenTheyAreBuilt() {
        ScriptedEmbeddings other = words("other").known(known -> known.model("sentences"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> route(azure, other))
                .withMessageContaining("target 'azure' has the model words")
                .withMessageContaining("target 'other' has sentences");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> route(azure, words("other").dimensions(64)))
                .withMessageContaining("'azure' has 32 dimensions")
                .withMessageContaining("'other' has 64 dimensions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> route(undeclared("a"), words("b")))
                .withMessageContaining("target 'a' has")
                .withMessageContaining("declare it");
        assertThat(route(undeclared("alone")).targets()).hasSize(1);
        ModelId id = new ModelId("scripted", "", "free");
        ScriptedEmbeddings free = ScriptedEmbeddings.named("free")
                .known(known -> Profile.builder(id).model("words"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> route(azure, free))
                .withMessageContaining("'free' has no declared dimensions");
    }

    private static ScriptedEmbeddings undeclared(String name) {
        return words(name).known(known -> known.model(null));
    }

    @Test
    void refusesTargetsOfAnotherTrade() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddingRouter.over(Target.of(Stage.scripted("chat"))))
                .withMessageContaining("use Router.over");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Router.over(target(azure)))
                .withMessageContaining("use EmbeddingRouter.over");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddingRouter.over(route(azure)))
                .withMessageContaining("is a route itself");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddingRouter.over(azure, azure))
                .withMessageContaining("two targets are called");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddingRouter.over(List.of()))
                .withMessageContaining("at least one target");
        assertThatThrownBy(() -> target(azure).model()).hasMessageContaining("makes vectors");
        assertThatThrownBy(() -> Target.of(Stage.scripted("chat")).embeddings())
                .hasMessageContaining("makes no vectors");
    }

    @Test
    void vectorsOfAnotherLengthAreNotMixedIn() {
        azure.works().fails(Kind.DENIED);
        EmbeddingModel liar = other(vertex, 16, 0);

        EmbeddingResponse response = EmbeddingRouter.over(
                        target(azure), Target.of(liar).name("liar"), target(bedrock))
                .time(time)
                .embed(many());

        assertThat(response.embeddings()).isEqualTo(vectors(MANY));
        assertThat(story(response)).startsWith("FIRST azure", "FIRST azure DENIED", "FAILOVER liar");
        assertThat(sizes(vertex)).as("it is not tried with every part").hasSize(1);
    }

    @Test
    void answersWithTooFewVectorsAreNone() {
        EmbeddingModel lazy = other(vertex, 32, 1);
        EmbeddingResponse response = EmbeddingRouter.over(Target.of(lazy).name("lazy"), target(azure))
                .time(time)
                .embed(EmbeddingRequest.of("a", "b"));

        assertThat(response.embeddings()).isEqualTo(vectors(List.of("a", "b")));
        assertThat(sizes(azure))
                .as("all of the part, for none of it was answered")
                .containsExactly(2);
    }

    /** The same with vectors of another length, some of which it loses. */
    private static EmbeddingModel other(ScriptedEmbeddings model, int dimensions, int loses) {
        return new EmbeddingModel() {
            @Override
            public Profile profile() {
                return model.profile();
            }

            @Override
            public Batching batching() {
                return model.batching();
            }

            @Override
            public EmbeddingResponse embed(EmbeddingRequest request, CallContext context) {
                EmbeddingResponse whole =
                        model.embed(request.toBuilder().dimensions(dimensions).build(), context);
                return whole.toBuilder()
                        .embeddings(
                                whole.embeddings().subList(0, whole.embeddings().size() - loses))
                        .build();
            }
        };
    }

    @Test
    void saysWhatItHas() {
        EmbeddingRouter route = route(azure, bedrock, vertex).named("search");

        assertThat(route.profile().model()).hasValue("words");
        assertThat(route.profile().dimensions()).hasValue(32);
        assertThat(route.profile().id()).hasToString("route/search");
        assertThat(route.batching()).isEqualTo(new Batching(96, Long.MAX_VALUE));
        assertThat(route.constraints()).isEqualTo(Constraints.NONE);
        assertThat(route).hasToString("EmbeddingRouter[search, [Target[azure], Target[bedrock], Target[vertex]]]");
    }

    // ---- what routes share ----

    @Test
    void healthOutlivesTheCall() {
        azure.fails(Kind.DENIED);
        EmbeddingRouter route = route(azure, vertex);
        route.embed("a");

        Explanation now = route.explain(EmbeddingRequest.of("b"));

        assertThat(now.order()).extracting(Explanation.Candidate::target).containsExactly("azure", "vertex");
        assertThat(now.order().get(0).cause()).isEqualTo(Kind.DENIED);
        assertThat(story(route.embed("b"))).containsExactly("FIRST azure BUSY not sent", "FIRST vertex");
        assertThat(azure.requests()).hasSize(1);
    }

    @Test
    void operatorsMayDrainAndWeigh() {
        EmbeddingRouter route =
                route(azure, vertex).choosing(Strategy.weighted()).time(new ManualTime(7));
        route.target("azure").drain();
        for (int i = 0; i < 10; i++) {
            assertThat(story(route.embed("a"))).endsWith("FIRST vertex");
        }
        route.target("azure").enable();
        route.weigh("azure", 1e9);
        for (int i = 0; i < 10; i++) {
            assertThat(story(route.embed("a"))).containsExactly("FIRST azure");
        }
    }

    @Test
    void strategiesChooseForEachPart() {
        EmbeddingRouter turns = route(vertex, bedrock).choosing(Strategy.roundRobin());
        assertThat(turns.embed(many()).embeddings()).isEqualTo(vectors(MANY));
        assertThat(bedrock.requests().size())
                .isCloseTo(vertex.requests().size(), org.assertj.core.data.Offset.offset(1));

        ScriptedEmbeddings cheap = words("cheap").known(known -> known.price(Price.of("0.1", "0")));
        assertThat(story(route(azure, cheap).choosing(Strategy.cheapest()).embed("a")))
                .containsExactly("FIRST cheap");
    }

    @Test
    void requestsNameWhoMayAnswer() {
        EmbeddingRequest wish = EmbeddingRequest.builder()
                .text("a")
                .routing(Routing.only("vertex"))
                .build();
        assertThat(story(route(azure, vertex).embed(wish))).containsExactly("FIRST vertex");

        EmbeddingRouter european = EmbeddingRouter.over(
                        target(azure), target(vertex).region("eu"))
                .time(time)
                .within(Constraints.NONE.regions("eu"));
        assertThat(story(european.embed("a"))).containsExactly("FIRST azure UNSUPPORTED not sent", "FIRST vertex");
    }

    @Test
    void eachTextHasTheWindowForItself() {
        ScriptedEmbeddings small = words("small").known(known -> known.contextWindow(100));
        assertThat(story(route(small, azure).embed(many()))).containsExactly("FIRST small");
        String novel = "word ".repeat(500);
        EmbeddingResponse moved = route(small, azure).embed(EmbeddingRequest.of("a", novel));
        assertThat(story(moved)).containsExactly("FIRST small TOO_LONG not sent", "FIRST azure");
        assertThat(moved.trail().hops().get(0).failure().orElseThrow()).hasMessageContaining("a text has about");
        assertThat(story(route(small, azure)
                        .embed(EmbeddingRequest.builder()
                                .text(novel)
                                .truncate(true)
                                .build())))
                .containsExactly("FIRST small");
    }

    @Test
    void tokensAMinuteAreReservedForEachPartAndSettledWhenItIsCounted() {
        ScriptedEmbeddings single = words("single").batching(Batching.SINGLE);
        Target metered = target(single).limits(new Limits(0, 60_000, 0));
        EmbeddingRouter route = EmbeddingRouter.over(metered, target(azure)).time(time);

        String short900 = "x".repeat(3_600);
        assertThat(story(route.embed(short900, short900)))
                .as("taken for 900 tokens, counted as one")
                .containsExactly("FIRST single", "FIRST single");
        String long900 = "abc ".repeat(900);
        assertThat(story(route.embed(long900, long900, "and")))
                .as("a second holds 1,000 tokens")
                .containsExactly("FIRST single", "FIRST single BUSY not sent", "FIRST azure");
        assertThat(azure.requests().get(0).texts()).containsExactly(long900, "and");
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void budgetsAreKept() {
        Budget budget = Budget.perDay("0.015").time(time);
        EmbeddingRouter route = route(azure).budget(budget);
        route.embed(many());

        assertThat(budget.spent("", time.now())).isEqualByComparingTo(new BigDecimal("0.015"));
        assertThatThrownBy(() -> route.embed("a")).isInstanceOf(OverBudgetException.class);
        assertThat(azure.requests()).hasSize(3);
    }

    @Test
    void theOperatorGetsALineForEachCall() throws Throwable {
        EmbeddingRouter route =
                route(azure).budget(Budget.perDay("0.01").time(time)).listening(CallLog.lines());

        assertThat(Stage.logged(() -> route.embed(many())))
                .contains("embeddings answered: target=azure", "in=15000", "cost=$0.015", "requests=3")
                .doesNotContain("text number");
        assertThat(Stage.logged(() -> catchThrowableOfType(OverBudgetException.class, () -> route.embed("a"))))
                .contains("embeddings failed: error=OVER_BUDGET");
    }

    @Test
    void listenersHearOfEveryAttempt() {
        List<String> heard = new ArrayList<>();
        azure.works().fails(Kind.DENIED);
        EmbeddingRouter route = route(azure, vertex).listening(new Listener() {
            @Override
            public void called(Call call) {
                heard.add("called " + call.route() + " " + call.vectors() + " "
                        + call.request().messages().get(0).parts().size());
            }

            @Override
            public void attempted(Call call, Target target, Hop.Why why, CallContext attempt) {
                heard.add("attempted " + target.name());
            }

            @Override
            public void failedOver(Call call, Target from, Target to, Kind cause) {
                heard.add("from " + from.name() + " to " + to.name() + " " + cause);
            }

            @Override
            public void changed(String route, Target target, Change change, ChatException why) {
                heard.add(target.name() + " " + change);
            }

            @Override
            public void ended(Call call, Ending ending) {
                heard.add("ended " + ending.usage().input().getAsLong());
            }
        });

        route.embed(EmbeddingRequest.builder().texts(MANY.subList(0, 2_050)).build());

        assertThat(heard)
                .containsExactly(
                        "called embeddings true 2050",
                        "attempted azure",
                        "attempted azure",
                        "azure DENIED",
                        "from azure to vertex DENIED",
                        "attempted vertex",
                        "ended 6150");
    }

    @Test
    void settingsSayWhatTheyTake() {
        EmbeddingRouter route = route(azure);
        assertThatIllegalArgumentException().isThrownBy(() -> route.deadline(ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> route.silence(ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> route.maxAttempts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> route.maxRetryWait(ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> route.exercise(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> route.within(Constraints.NONE.regions("eu")))
                .withMessageContaining("can ever answer");
    }

    @Test
    void maxRetryWaitAndExerciseHold() {
        azure.throttled(ofSeconds(1));
        EmbeddingRouter impatient = route(azure, vertex).maxRetryWait(Duration.ZERO);
        assertThat(story(impatient.embed("a"))).containsExactly("FIRST azure RATE_LIMITED", "FAILOVER vertex");
        assertThat(story(route(azure, bedrock).exercise(1).embed("a"))).containsExactly("FIRST bedrock");
    }

    @Test
    void mayBeReplacedByOneOfTheSameKindOnly() {
        EmbeddingRouter held = route(azure);
        held.replaceBy(route(vertex));
        assertThat(story(held.embed("a"))).containsExactly("FIRST vertex");

        EmbeddingRouter longer = route(words("azure").dimensions(64));
        assertThatIllegalArgumentException().isThrownBy(() -> held.replaceBy(longer));
        assertThat(held.targets().get(0).name()).isEqualTo("vertex");
    }

    /** Answers, and says that nothing is left of its limit. */
    private record Spent(ScriptedEmbeddings inner) implements EmbeddingModel {
        @Override
        public Profile profile() {
            return inner.profile();
        }

        @Override
        public Batching batching() {
            return inner.batching();
        }

        @Override
        public EmbeddingResponse embed(EmbeddingRequest request, CallContext context) {
            RateLimit limit = new RateLimit(
                    RateLimit.What.REQUESTS, OptionalLong.of(60), OptionalLong.of(0), Optional.of(ofSeconds(20)));
            return inner.embed(request, context).toBuilder()
                    .rateLimits(List.of(limit))
                    .build();
        }
    }

    @Test
    void whatTheVendorSaysOfItsLimitsIsHeard() {
        EmbeddingRouter model = EmbeddingRouter.over(Target.of(new Spent(azure)).name("azure"), target(vertex))
                .time(time);
        EmbeddingResponse response = model.embed(many());
        assertThat(response.embeddings()).isEqualTo(vectors(MANY));
        assertThat(azure.requests()).as("nothing is left after the first part").hasSize(1);
        time.advance(ofSeconds(20));
        model.embed("again");
        assertThat(azure.requests()).hasSize(2);
    }

    @Test
    void failureOfALaterPartTellsWhatTheEarlierOnesCost() {
        azure.works().works().fails(Kind.INVALID);
        InvalidException failure =
                catchThrowableOfType(InvalidException.class, () -> route(azure).embed(many()));
        assertThat(story(failure.trail().hops())).containsExactly("FIRST azure", "FIRST azure", "FIRST azure INVALID");
        double dollars = failure.trail().hops().stream()
                .flatMap(hop -> hop.cost().total().stream())
                .mapToDouble(BigDecimal::doubleValue)
                .sum();
        assertThat(dollars * 1_000_000).as("three words in each of 4,096 texts").isEqualTo(12_288);
    }
}
