package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.CallContext;
import dev.interline.EmbeddingModel;
import dev.interline.EmbeddingRequest;
import dev.interline.EmbeddingResponse;
import dev.interline.Ending;
import dev.interline.Hop;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.RateLimit;
import dev.interline.error.CancelledException;
import dev.interline.error.ChatException;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.Failure;
import dev.interline.error.InvalidException;
import dev.interline.error.TimedOutException;
import dev.interline.error.UnavailableException;
import dev.interline.error.UnreadableException;
import dev.interline.testing.ManualTime;
import dev.interline.time.Time;
import dev.interline.wire.openai.OpenAiEmbeddings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call for vectors over a socket: its parts, its clocks, its end. */
class HttpEmbeddingModelTest {
    private static final Profile PROFILE = Profile.of(new ModelId("test", "", "vectors"));

    private final MockWebServer server = new MockWebServer();
    private final Transport transport = Transport.create();

    private static final Cloud CLOUD = new PlainCloud(
            refusal -> new InvalidException("refused", Failure.of(refusal.status(), "", refusal.text()), null));

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    private EmbeddingModel model(Time time) {
        EmbeddingDialect dialect = new EmbeddingDialect(
                OpenAiEmbeddings.FORMAT,
                (profile, streaming) -> server.url("/").toString(),
                Adjust.NOTHING,
                Signer.NONE);
        return new HttpEmbeddingModel(CLOUD, dialect, PROFILE, transport, time);
    }

    private EmbeddingResponse ask(String... texts) {
        return model(Time.system()).embed(texts);
    }

    private void answers(String body) {
        server.enqueue(new MockResponse.Builder()
                .code(200)
                .setHeader("Content-Type", "application/json")
                .body(body)
                .build());
    }

    private static final Dispatcher ONE_EACH = new Dispatcher() {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            int texts;
            try {
                texts = Json.read(
                                request.getBody() == null
                                        ? ""
                                        : request.getBody().utf8())
                        .path("input")
                        .size();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            var data = Json.array();
            for (int i = 0; i < texts; i++) {
                data.addObject().put("index", i).putArray("embedding").add(i).add(texts);
            }
            var answer = Json.object();
            answer.set("data", data);
            answer.putObject("usage").put("prompt_tokens", texts);
            return new MockResponse.Builder()
                    .code(200)
                    .body(Json.compact(answer))
                    .build();
        }
    };

    @Test
    void manyTextsAreAskedInPartsAndAnsweredInOrder() {
        server.setDispatcher(ONE_EACH);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 2_050; i++) {
            texts.add("t" + i);
        }
        List<Ending> ends = new ArrayList<>();
        CallContext call = CallContext.create();
        call.onEnd(ends::add);

        EmbeddingResponse response = model(Time.system())
                .embed(EmbeddingRequest.builder().texts(texts).raw(true).build(), call);

        assertThat(response.embeddings()).hasSize(2_050);
        assertThat(response.embeddings().get(2_047).vector()).containsExactly(2_047, 2_048);
        assertThat(response.embeddings().get(2_048).vector()).containsExactly(0, 2);
        assertThat(response.usage().input()).hasValue(2_050);
        assertThat(response.trail().hops())
                .hasSize(2)
                .allMatch(hop -> hop.took().isPresent());
        assertThat(response.raw()).hasSize(2);
        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.failure()).isNull();
            assertThat(end.usage().input()).hasValue(2_050);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | no list of vectors",
                "[] | no list of vectors",
                "nonsense | no JSON",
                "{\"data\":[{\"embedding\":[1]},{\"embedding\":[1]}]} | 2 vectors for 1 texts",
                "{\"data\":[]} | 0 vectors for 1 texts",
                "{\"data\":[{\"index\":1,\"embedding\":[1]}]} | not numbered one by one",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":0,\"embedding\":[1]}]} | not numbered one by one",
                "{\"data\":[{\"embedding\":[]}]} | no list of numbers",
                "{\"data\":[{\"embedding\":null}]} | no list of numbers",
                "{\"data\":[{\"embedding\":[1,null]}]} | something else than numbers",
                "{\"data\":[{\"embedding\":\"AAA\"}]} | cut",
                "{\"data\":[{\"embedding\":\"%%%\"}]} | no base64",
                "{\"data\":[{\"embedding\":\"\"}]} | cut",
            })
    void whatMakesNoSenseIsUnreadable(String body, String words) {
        answers(body);

        UnreadableException failure = catchThrowableOfType(UnreadableException.class, () -> ask("a"));

        assertThat(failure).hasMessageContaining(words);
        assertThat(failure.trail().hops())
                .singleElement()
                .satisfies(hop -> assertThat(hop.failure()).hasValue(failure));
    }

    @Test
    void vectorsOfOneCallHaveOneLength() {
        answers("{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[1,2,3]}]}");

        assertThatThrownBy(() -> ask("a", "b"))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("vectors of 2 and of 3 dimensions");
    }

    @Test
    void anErrorInsideAGoodStatusIsExplainedByTheCloud() {
        answers("{\"error\":{\"message\":\"no\"}}");

        assertThatThrownBy(() -> ask("a")).isInstanceOf(InvalidException.class).hasMessageContaining("refused");
    }

    @Test
    void unknownTokensAreNotZero() {
        answers("{\"data\":[{\"embedding\":[1]}]}");

        assertThat(ask("a").usage().isKnown()).isFalse();
    }

    @Test
    void aLostConnectionIsUnavailable() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                .build());

        assertThatThrownBy(() -> ask("a")).isInstanceOf(UnavailableException.class);
    }

    /** Asks a server that never answers, and does something once it has the request. */
    private <E extends ChatException> E interrupted(Class<E> kind, CallContext call, Time time, Runnable then)
            throws Exception {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        CompletableFuture<E> failure = CompletableFuture.supplyAsync(() ->
                catchThrowableOfType(kind, () -> model(time).embed(EmbeddingRequest.of("a"), call)));
        assertThat(server.takeRequest(10, TimeUnit.SECONDS)).isNotNull();
        then.run();
        E thrown = failure.get(10, TimeUnit.SECONDS);
        assertThat(thrown).isNotNull();
        assertThat(transport.connections()).isZero();
        return thrown;
    }

    @Test
    void cancellingClosesTheSocket() throws Exception {
        CallContext call = CallContext.create();

        CancelledException failure =
                interrupted(CancelledException.class, call, Time.system(), () -> call.cancel("enough"));

        assertThat(failure).hasMessageContaining("enough");
        assertThat(failure.trail().hops()).extracting(Hop::sent).containsExactly(true);
    }

    @Test
    void theDeadlineHolds() throws Exception {
        ManualTime time = new ManualTime();

        interrupted(
                DeadlineExceededException.class,
                CallContext.within(Duration.ofSeconds(5)),
                time,
                () -> time.advance(Duration.ofSeconds(5)));
    }

    @Test
    void silenceEndsTheCallAfterAMinute() throws Exception {
        ManualTime time = new ManualTime();

        TimedOutException failure = interrupted(
                TimedOutException.class, CallContext.create(), time, () -> time.advance(Duration.ofSeconds(60)));

        assertThat(failure.clock()).isEqualTo(TimedOutException.Clock.SILENCE);
        assertThat(failure.ran()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void whatTheHeadersSayOfLimitsIsTold() {
        server.enqueue(new MockResponse.Builder()
                .code(200)
                .setHeader("x-ratelimit-limit-requests", "60")
                .setHeader("x-ratelimit-remaining-requests", "7")
                .body("{\"data\":[{\"index\":0,\"embedding\":[1,2]}]}")
                .build());
        assertThat(ask("a").rateLimits()).singleElement().satisfies(limit -> {
            assertThat(limit.what()).isEqualTo(RateLimit.What.REQUESTS);
            assertThat(limit.remaining()).hasValue(7);
        });
    }

    @Test
    void credentialIsFetchedAheadAndNothingIsSent() {
        List<String> signed = new ArrayList<>();
        EmbeddingDialect dialect = new EmbeddingDialect(
                OpenAiEmbeddings.FORMAT,
                (profile, streaming) -> server.url("/").toString(),
                Adjust.NOTHING,
                outgoing -> signed.add(outgoing.url()));
        new HttpEmbeddingModel(CLOUD, dialect, PROFILE, transport, Time.system()).warm(CallContext.create());
        assertThat(signed).hasSize(1);
        assertThat(server.getRequestCount()).isZero();
    }
}
