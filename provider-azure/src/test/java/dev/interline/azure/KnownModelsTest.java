package dev.interline.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.Ability;
import dev.interline.Burndown;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.ChatStream;
import dev.interline.Cost;
import dev.interline.EmbeddingResponse;
import dev.interline.Price;
import dev.interline.Profile;
import dev.interline.catalogue.Catalogue;
import dev.interline.error.ChatException;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the catalogue knows of a declared model, and what its answers then cost. */
class KnownModelsTest {
    private final FakeClouds clouds = FakeClouds.start();

    @AfterEach
    void close() {
        clouds.close();
    }

    private Azure door() {
        return Azure.at(clouds.url("azure")).apiKey("fake-key-1");
    }

    @Test
    void aDeclaredFamilyTellsTheRest() {
        Profile profile = door().model("chat", it -> it.family("gpt-4o")).profile();
        assertThat(profile.reasons()).contains(false);
        assertThat(profile.contextWindow()).hasValue(128_000);
        assertThat(profile.can(Ability.IMAGES)).contains(true);
        assertThat(profile.price().map(Price::toString)).contains("$2.5 in, $10 out");
        assertThat(profile.burndown()).isEqualTo(Burndown.RESERVED);
        assertThat(door().model("gpt-4o").profile().price())
                .as("a deployment's name means nothing")
                .isEmpty();
        Catalogue own = Catalogue.EMPTY.and(List.of(
                Catalogue.entry("azure", "gpt-4o").price(Price.of("2", "8")).build()));
        assertThat(door().catalogue(own)
                        .model("chat", it -> it.family("gpt-4o"))
                        .profile()
                        .price())
                .contains(Price.of("2", "8"));
    }

    @Test
    void eachAnswerTellsItsCostWholeOrStreamed() {
        clouds.on("azure").says("Hello").uses(1_000, 100);
        ChatModel model = door().model("chat", it -> it.family("gpt-4o"));
        ChatResponse whole = model.chat(ChatRequest.of("hi"));
        assertThat(whole.cost()).hasToString("$0.0035");
        assertThat(whole.trail().cost()).isEqualTo(whole.cost());
        try (ChatStream stream = model.stream(ChatRequest.of("hi"))) {
            assertThat(stream.response().cost()).isEqualTo(whole.cost());
        }
        ChatModel unknown = door().model("chat");
        assertThat(unknown.chat(ChatRequest.of("hi")).cost()).isEqualTo(Cost.UNKNOWN);
    }

    @Test
    void aStreamThatBreaksCostsAtLeastWhatWasTold() {
        clouds.on("azure").next(Play.says("one two three four").cutAfterTokens(2));
        ChatModel claude = door().model("chat", it -> it.family("claude-sonnet-4-5"));
        CallContext call = CallContext.create();
        ChatException broken = catchThrowableOfType(ChatException.class, () -> {
            try (ChatStream stream = claude.stream(ChatRequest.of("hi"), call)) {
                stream.response();
            }
        });
        assertThat(broken).isNotNull();
        Cost cost = call.trail().hops().get(0).cost();
        assertThat(cost.isComplete()).isFalse();
        assertThat(cost.input()).as("Claude tells the input at the start").isPresent();
        assertThat(cost.total().orElseThrow()).isPositive();
    }

    @Test
    void vectorsHaveTheirCostToo() {
        EmbeddingResponse response = door().embeddings("search", it -> it.family("text-embedding-3-small"))
                .embed("the cat sat", "a cat sat there");
        long tokens = response.usage().input().orElseThrow();
        assertThat(response.cost())
                .isEqualTo(Cost.of(
                        Catalogue.builtIn()
                                .find("azure", "text-embedding-3-small")
                                .flatMap(Profile::price)
                                .orElseThrow(),
                        dev.interline.Usage.of(tokens, 0),
                        ""));
        assertThat(response.trail().cost()).isEqualTo(response.cost());
    }
}
