package dev.interline.vertex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.interline.Embedding;
import dev.interline.EmbeddingModel;
import dev.interline.EmbeddingResponse;
import dev.interline.Hop;
import dev.interline.Interline;
import dev.interline.ModelInfo;
import dev.interline.error.DeniedException;
import dev.interline.error.RateLimitedException;
import dev.interline.error.UnavailableException;
import dev.interline.route.EmbeddingRouter;
import dev.interline.route.Target;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Fault;
import dev.interline.testkit.Play;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application's tests get to see of vectors, counts and lists. */
class OnFakeCloudsTest {
    private final FakeClouds clouds = FakeClouds.start();

    @AfterEach
    void close() {
        clouds.close();
    }

    private Vertex door() {
        return Vertex.of("demo", "global").endpoint(clouds.url("vertex")).apiKey("fake-key-1");
    }

    @Test
    void textsThatShareWordsHaveVectorsAlike() {
        EmbeddingModel model = door().embeddings("gemini-embedding-2");

        List<Embedding> vectors =
                model.embed("the cat sat", "a cat sat there", "tax law").embeddings();

        assertThat(vectors.get(0).similarity(vectors.get(1)))
                .isGreaterThan(vectors.get(0).similarity(vectors.get(2)));
        assertThat(clouds.on("vertex").calls()).isPositive();
    }

    @Test
    void dimensionsAreThoseAskedFor() {
        assertThat(door().embeddings("gemini-embedding-2", it -> it.dimensions(256))
                        .embed("a")
                        .first()
                        .dimensions())
                .isEqualTo(256);
    }

    @Test
    void failuresAreScriptedAsForChats() {
        clouds.on("vertex")
                .accepts("fake-key-1")
                .next(Play.throttles(Duration.ofSeconds(3)), Play.fails(Fault.UNAVAILABLE));
        EmbeddingModel model = door().embeddings("gemini-embedding-2");

        assertThatThrownBy(() -> model.embed("a"))
                .isInstanceOfSatisfying(
                        RateLimitedException.class,
                        failure -> assertThat(failure.retryAfter()).hasValue(Duration.ofSeconds(3)));
        assertThatThrownBy(() -> model.embed("a")).isInstanceOf(UnavailableException.class);
        assertThat(model.embed("a").embeddings()).hasSize(1);
        clouds.on("vertex").accepts("another");
        assertThatThrownBy(() -> model.embed("a")).isInstanceOf(DeniedException.class);
    }

    @Test
    void aRouteMovesOnlyThePartThatFails() {
        EmbeddingModel main = door().embeddings("gemini-embedding-2");
        EmbeddingModel spare = Vertex.of("demo", "europe-west1")
                .endpoint(clouds.url("spare"))
                .apiKey("fake-key-1")
                .embeddings("gemini-embedding-2");
        clouds.on("vertex").next(Play.says(""), Play.throttles(Duration.ofMinutes(2)));

        EmbeddingResponse response = EmbeddingRouter.over(
                        Target.of(main).name("main"), Target.of(spare).name("spare"))
                .embed("the first", "the second", "the third");

        assertThat(response.embeddings())
                .isEqualTo(spare.embed("the first", "the second", "the third").embeddings());
        assertThat(response.trail().hops().stream().filter(Hop::sent))
                .extracting(Hop::target, Hop::status)
                .containsExactly(tuple("main", 200), tuple("main", 429), tuple("spare", 200), tuple("spare", 200));
    }

    @Test
    void tokensAreCountedAsScripted() {
        clouds.on("vertex").says("Hello").uses(42, 1);

        assertThat(door().tokens("gemini-3.6-flash").count("Hi").input()).isEqualTo(42);
        assertThat(door().tokens("claude-sonnet-5").count("Hi").input()).isEqualTo(42);
    }

    @Test
    void modelsAreListedByTheIdsTheyAreAskedFor() {
        clouds.on("vertex").lists("gemini-3.6-flash", "anthropic/claude-sonnet-5");

        assertThat(door().models().list())
                .extracting(ModelInfo::id)
                .containsExactly("gemini-3.6-flash", "anthropic/claude-sonnet-5");
        assertThat(clouds.on("vertex").lastRequest().method()).isEqualTo("GET");
    }

    @Test
    void aFileIsTurnedToThem(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("interline.yaml"), """
                deployments:
                  vertex:
                    provider: vertex
                    kind: embeddings
                    project: demo
                    location: global
                    model: text-embedding-005
                    dimensions: 512
                """);
        try (Interline interline = clouds.load(file)) {
            assertThat(interline.embeddings("vertex").embed("a").first().dimensions())
                    .isEqualTo(512);
        }
    }
}
