package dev.interline.azure;

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
import java.util.stream.IntStream;
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

    private Azure door() {
        return Azure.at(clouds.url("azure")).apiKey("fake-key-1");
    }

    @Test
    void textsThatShareWordsHaveVectorsAlike() {
        EmbeddingModel model = door().embeddings("search");

        List<Embedding> vectors =
                model.embed("the cat sat", "a cat sat there", "tax law").embeddings();

        assertThat(vectors.get(0).similarity(vectors.get(1)))
                .isGreaterThan(vectors.get(0).similarity(vectors.get(2)));
        assertThat(clouds.on("azure").calls()).isPositive();
    }

    @Test
    void dimensionsAreThoseAskedFor() {
        assertThat(door().embeddings("search", it -> it.dimensions(256))
                        .embed("a")
                        .first()
                        .dimensions())
                .isEqualTo(256);
    }

    @Test
    void failuresAreScriptedAsForChats() {
        clouds.on("azure")
                .accepts("fake-key-1")
                .next(Play.throttles(Duration.ofSeconds(3)), Play.fails(Fault.UNAVAILABLE));
        EmbeddingModel model = door().embeddings("search");

        assertThatThrownBy(() -> model.embed("a"))
                .isInstanceOfSatisfying(
                        RateLimitedException.class,
                        failure -> assertThat(failure.retryAfter()).hasValue(Duration.ofSeconds(3)));
        assertThatThrownBy(() -> model.embed("a")).isInstanceOf(UnavailableException.class);
        assertThat(model.embed("a").embeddings()).hasSize(1);
        clouds.on("azure").accepts("another");
        assertThatThrownBy(() -> model.embed("a")).isInstanceOf(DeniedException.class);
    }

    @Test
    void aRouteMovesOnlyThePartThatFails() {
        EmbeddingModel main = door().embeddings("search", it -> it.family("text-embedding-3-small"));
        EmbeddingModel spare = Azure.at(clouds.url("spare"))
                .apiKey("fake-key-1")
                .embeddings("search", it -> it.family("text-embedding-3-small"));
        clouds.on("azure").next(Play.says("").uses(5, 0), Play.fails(Fault.DENIED));
        clouds.on("spare").says("").uses(7, 0);
        List<String> texts =
                IntStream.range(0, 2_050).mapToObj(number -> "text " + number).toList();

        EmbeddingResponse response = EmbeddingRouter.over(
                        Target.of(main).name("main"), Target.of(spare).name("spare"))
                .embed(texts);

        assertThat(response.embeddings()).hasSize(2_050);
        assertThat(response.embeddings().get(2_049))
                .isEqualTo(spare.embed("text 2049").first());
        assertThat(response.trail().hops())
                .extracting(Hop::target, Hop::status)
                .containsExactly(tuple("main", 200), tuple("main", 401), tuple("spare", 200));
        assertThat(response.usage().input()).hasValue(12);
        assertThat(clouds.on("spare").requests().get(0).body())
                .contains("text 2048", "text 2049")
                .doesNotContain("text 2047");
    }

    @Test
    void tokensAreCountedAsScripted() {
        clouds.on("azure").says("Hello").uses(42, 1);

        assertThat(door().tokens("sonnet", it -> it.family("claude-sonnet-5"))
                        .count("Hi")
                        .input())
                .isEqualTo(42);
    }

    @Test
    void modelsAreListedByTheIdsTheyAreAskedFor() {
        clouds.on("azure").lists("gpt-6-sol", "text-embedding-3-small");

        assertThat(door().models().list())
                .extracting(ModelInfo::id)
                .containsExactly("gpt-6-sol", "text-embedding-3-small");
        assertThat(clouds.on("azure").lastRequest().method()).isEqualTo("GET");
    }

    @Test
    void aFileIsTurnedToThem(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("interline.yaml"), """
                deployments:
                  azure:
                    provider: azure
                    kind: embeddings
                    endpoint: https://my-resource.openai.azure.com
                    deployment: search
                    api-key: ${AZURE_OPENAI_API_KEY}
                    dimensions: 512
                """);
        try (Interline interline = clouds.load(file)) {
            assertThat(interline.embeddings("azure").embed("a").first().dimensions())
                    .isEqualTo(512);
        }
    }
}
