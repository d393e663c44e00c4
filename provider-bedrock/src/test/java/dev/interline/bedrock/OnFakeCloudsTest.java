package dev.interline.bedrock;

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

    private Bedrock door() {
        return Bedrock.in("us-east-1")
                .surroundings(new Surroundings(name -> null, name -> null))
                .endpoint(clouds.url("bedrock"))
                .apiKey("fake-key-1");
    }

    @Test
    void textsThatShareWordsHaveVectorsAlike() {
        EmbeddingModel model = door().embeddings("amazon.titan-embed-text-v2:0");

        List<Embedding> vectors =
                model.embed("the cat sat", "a cat sat there", "tax law").embeddings();

        assertThat(vectors.get(0).similarity(vectors.get(1)))
                .isGreaterThan(vectors.get(0).similarity(vectors.get(2)));
        assertThat(clouds.on("bedrock").calls()).isPositive();
    }

    @Test
    void dimensionsAreThoseAskedFor() {
        assertThat(door().embeddings("amazon.titan-embed-text-v2:0", it -> it.dimensions(256))
                        .embed("a")
                        .first()
                        .dimensions())
                .isEqualTo(256);
    }

    @Test
    void failuresAreScriptedAsForChats() {
        clouds.on("bedrock")
                .accepts("fake-key-1")
                .next(Play.throttles(Duration.ofSeconds(3)), Play.fails(Fault.UNAVAILABLE));
        EmbeddingModel model = door().embeddings("amazon.titan-embed-text-v2:0");

        assertThatThrownBy(() -> model.embed("a"))
                .isInstanceOfSatisfying(
                        RateLimitedException.class,
                        failure -> assertThat(failure.retryAfter()).hasValue(Duration.ofSeconds(3)));
        assertThatThrownBy(() -> model.embed("a")).isInstanceOf(UnavailableException.class);
        assertThat(model.embed("a").embeddings()).hasSize(1);
        clouds.on("bedrock").accepts("another");
        assertThatThrownBy(() -> model.embed("a")).isInstanceOf(DeniedException.class);
    }

    @Test
    void aRouteMovesOnlyThePartThatFails() {
        EmbeddingModel main = door().embeddings("amazon.titan-embed-text-v2:0");
        EmbeddingModel spare = Bedrock.in("eu-west-1")
                .surroundings(new Surroundings(name -> null, name -> null))
                .endpoint(clouds.url("spare"))
                .apiKey("fake-key-1")
                .embeddings("amazon.titan-embed-text-v2:0");
        clouds.on("bedrock").next(Play.says(""), Play.fails(Fault.DENIED));

        EmbeddingResponse response = EmbeddingRouter.over(
                        Target.of(main).name("main"), Target.of(spare).name("spare"))
                .embed("the first", "the second", "the third");

        assertThat(response.embeddings())
                .isEqualTo(spare.embed("the first", "the second", "the third").embeddings());
        assertThat(response.trail().hops().stream().filter(Hop::sent))
                .extracting(Hop::target, Hop::status)
                .containsExactly(tuple("main", 200), tuple("main", 403), tuple("spare", 200), tuple("spare", 200));
    }

    @Test
    void tokensAreCountedAsScripted() {
        clouds.on("bedrock").says("Hello").uses(42, 1);

        assertThat(door().tokens("us.anthropic.claude-sonnet-5").count("Hi").input())
                .isEqualTo(42);
        assertThat(door().tokens("us.anthropic.claude-sonnet-5", it -> it.format(BedrockFormat.INVOKE))
                        .count("Hi")
                        .input())
                .isEqualTo(42);
    }

    @Test
    void modelsAreListedByTheIdsTheyAreAskedFor() {
        clouds.on("bedrock").lists("anthropic.claude-sonnet-5", "cohere.embed-v4:0", "us.anthropic.claude-sonnet-5");

        assertThat(door().models().list())
                .extracting(ModelInfo::id)
                .containsExactly("anthropic.claude-sonnet-5", "cohere.embed-v4:0", "us.anthropic.claude-sonnet-5");
        assertThat(clouds.on("bedrock").lastRequest().method()).isEqualTo("GET");
    }

    @Test
    void aFileIsTurnedToThem(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("interline.yaml"), """
                deployments:
                  bedrock:
                    provider: bedrock
                    kind: embeddings
                    region: us-east-1
                    model-id: cohere.embed-v4:0
                    dimensions: 512
                """);
        try (Interline interline = clouds.load(file)) {
            assertThat(interline.embeddings("bedrock").embed("a").first().dimensions())
                    .isEqualTo(512);
        }
    }
}
