package dev.interline;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.interline.error.CancelledException;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.RateLimitedException;
import dev.interline.error.TimedOutException;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedEmbeddings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Texts, vectors, and how a large request is cut into parts. */
class EmbeddingsTest {

    @Test
    void aVectorCannotBeChangedFromOutside() {
        float[] numbers = {1, 2};
        Embedding embedding = Embedding.of(numbers);
        numbers[0] = 9;
        embedding.vector()[1] = 9;

        assertThat(embedding.vector()).containsExactly(1, 2);
        assertThat(embedding.get(1)).isEqualTo(2);
        assertThat(embedding).isEqualTo(Embedding.of(1, 2)).hasSameHashCodeAs(Embedding.of(1, 2));
        assertThat(embedding).isNotEqualTo(Embedding.of(1, 3)).hasToString("Embedding[2 dimensions]");
        assertThatIllegalArgumentException().isThrownBy(Embedding::of);
    }

    @Test
    void similarityIsTheCosine() {
        Embedding east = Embedding.of(2, 0);

        assertThat(east.similarity(Embedding.of(5, 0))).isEqualTo(1, within(1e-9));
        assertThat(east.similarity(Embedding.of(0, 1))).isZero();
        assertThat(east.similarity(Embedding.of(-1, 0))).isEqualTo(-1, within(1e-9));
        assertThat(east.similarity(Embedding.of(0, 0))).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> east.similarity(Embedding.of(1, 2, 3)))
                .withMessageContaining("2")
                .withMessageContaining("3 dimensions");
    }

    @Test
    void aRequestThatNobodyCouldServeIsRefusedWhenItIsMade() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddingRequest.builder().build())
                .withMessageContaining("at least one text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddingRequest.of("a", " "))
                .withMessageContaining("text 1 of 2 is blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddingRequest.builder().dimensions(0))
                .withMessageContaining("above zero");
    }

    @Test
    void aRequestNeverShowsItsTexts() {
        EmbeddingRequest request = EmbeddingRequest.builder()
                .text("the secret")
                .purpose(Purpose.QUERY)
                .dimensions(8)
                .truncate(true)
                .user("u")
                .extras("azure", Map.of("a", 1))
                .raw(true)
                .build();

        assertThat(request).hasToString("EmbeddingRequest[1 texts]");
        EmbeddingRequest copy = request.toBuilder().build();
        assertThat(copy).usingRecursiveComparison().isEqualTo(request);
    }

    @Test
    void partsHoldNoMoreThanIsAllowed() {
        EmbeddingRequest request = EmbeddingRequest.of("1", "2", "3", "4", "5");

        assertThat(new Batching(2, Long.MAX_VALUE).split(request))
                .extracting(EmbeddingRequest::texts)
                .containsExactly(List.of("1", "2"), List.of("3", "4"), List.of("5"));
        assertThat(new Batching(5, 5).split(request)).containsExactly(request);
        assertThat(new Batching(100, 3).split(EmbeddingRequest.of("ab", "c", "äö", "d", "e")))
                .extracting(EmbeddingRequest::texts)
                .as("counted in bytes, the longest that a token can be short")
                .containsExactly(List.of("ab", "c"), List.of("äö"), List.of("d", "e"));
        assertThat(Batching.SINGLE.split(request)).hasSize(5);
        assertThatIllegalArgumentException().isThrownBy(() -> new Batching(0, 1));
    }

    @Test
    void partsKeepWhatWasAskedOfTheWhole() {
        EmbeddingRequest request = EmbeddingRequest.builder()
                .texts(List.of("a", "b"))
                .dimensions(4)
                .purpose(Purpose.DOCUMENT)
                .truncate(true)
                .build();

        assertThat(Batching.SINGLE.split(request)).allSatisfy(part -> {
            assertThat(part.dimensions()).isEqualTo(4);
            assertThat(part.purpose()).isEqualTo(Purpose.DOCUMENT);
            assertThat(part.truncate()).isTrue();
        });
    }

    @Test
    void answersOfPartsAreOneAnswer() {
        ModelId model = new ModelId("a", "", "m");
        Notice notice = Notice.dropped("user", "no such setting");
        EmbeddingResponse one = EmbeddingResponse.builder(model)
                .servedModel("m-1")
                .embeddings(List.of(Embedding.of(1, 0), Embedding.of(0, 1)))
                .usage(Usage.builder().input(3).build())
                .notices(List.of(notice))
                .build();
        EmbeddingResponse two = EmbeddingResponse.builder(model)
                .embeddings(List.of(Embedding.of(1, 1)))
                .usage(Usage.builder().input(4).build())
                .notices(List.of(notice))
                .build();

        EmbeddingResponse whole = Batching.join(List.of(one, two), Trail.EMPTY);

        assertThat(whole.embeddings()).containsExactly(Embedding.of(1, 0), Embedding.of(0, 1), Embedding.of(1, 1));
        assertThat(whole.usage().input()).hasValue(7);
        assertThat(whole.usage().output()).isEmpty();
        assertThat(whole.notices()).containsExactly(notice);
        assertThat(whole.servedModel()).isEqualTo("m-1");
        EmbeddingResponse longer = EmbeddingResponse.builder(model)
                .embeddings(List.of(Embedding.of(1, 1, 1)))
                .build();
        assertThatIllegalArgumentException().isThrownBy(() -> Batching.join(List.of(one, longer), Trail.EMPTY));
    }

    @Test
    void scriptedVectorsTellWhatTextsShare() {
        EmbeddingModel model = ScriptedEmbeddings.named("words").dimensions(512);

        List<Embedding> vectors =
                model.embed("the cat sat", "a cat sat there", "tax law").embeddings();

        assertThat(vectors.get(0).similarity(vectors.get(1)))
                .isGreaterThan(vectors.get(0).similarity(vectors.get(2)) + 0.3);
        assertThat(model.embed(List.of("the cat sat")).first()).isEqualTo(vectors.get(0));
        assertThat(vectors.get(0).dimensions()).isEqualTo(512);
        assertThat(ScriptedEmbeddings.vector("!?", 8).vector()).contains(1);
    }

    @Test
    void aPartThatFailsFailsTheCallAndTheTrailTellsWhich() {
        ScriptedEmbeddings model = ScriptedEmbeddings.named("m")
                .batching(new Batching(1, Long.MAX_VALUE))
                .works()
                .throttled(ofSeconds(2));
        CallContext call = CallContext.create();
        AtomicReference<Ending> end = new AtomicReference<>();
        call.onEnd(end::set);

        RateLimitedException failure = catchThrowableOfType(
                RateLimitedException.class, () -> model.embed(EmbeddingRequest.of("a", "b", "c"), call));

        assertThat(failure.retryAfter()).hasValue(ofSeconds(2));
        assertThat(failure.trail().hops()).hasSize(2);
        assertThat(failure.trail().hops().get(0).failure()).isEmpty();
        assertThat(failure.trail().hops().get(0).usage().input()).hasValue(1);
        assertThat(failure.trail().hops().get(1).failure()).hasValue(failure);
        assertThat(end.get().failure()).isSameAs(failure);
        assertThat(model.requests()).extracting(EmbeddingRequest::texts).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void aModelThatHangsKeepsToTheClocksOfTheCall() {
        ManualTime time = new ManualTime();
        ScriptedEmbeddings model =
                ScriptedEmbeddings.named("m").time(time).hangs().hangs();

        assertThatThrownBy(() -> model.embed(EmbeddingRequest.of("a"), CallContext.within(ofSeconds(5))))
                .isInstanceOf(DeadlineExceededException.class);
        TimedOutException silent = catchThrowableOfType(
                TimedOutException.class, () -> model.embed(EmbeddingRequest.of("a"), CallContext.create()));
        assertThat(silent.clock()).isEqualTo(TimedOutException.Clock.SILENCE);
        assertThat(silent.ran()).isEqualTo(ofSeconds(60));
        CallContext left = CallContext.create();
        left.cancel();
        assertThatThrownBy(() -> model.embed(EmbeddingRequest.of("a"), left)).isInstanceOf(CancelledException.class);
    }
}
