package dev.interline.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Ability;
import dev.interline.Burndown;
import dev.interline.Price;
import dev.interline.Profile;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the catalogue knows of a model by its id. */
class KnownModelsTest {
    private static Profile profile(String id) {
        return Bedrock.in("us-east-1").apiKey("key").model(id).profile();
    }

    private static Optional<String> price(String id) {
        return profile(id).price().map(Price::toString);
    }

    @Test
    void anIdTellsEverything() {
        Profile nova = profile("amazon.nova-lite-v1:0");
        assertThat(nova.reasons()).contains(false);
        assertThat(nova.maxOutput()).hasValue(8_192);
        assertThat(nova.can(Ability.VIDEO)).contains(true);
        assertThat(nova.price().map(Price::toString)).contains("$0.06 in, $0.24 out");
    }

    @Test
    void geographiesHaveTheirOwnPrices() {
        assertThat(price("us.anthropic.claude-sonnet-4-6")).contains("$3 in, $15 out");
        assertThat(price("eu.anthropic.claude-sonnet-4-6")).contains("$3.3 in, $16.5 out");
        assertThat(price("arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-6"))
                .contains("$3 in, $15 out");
        assertThat(price("ca.anthropic.claude-sonnet-4-6"))
                .as("which is not in the lists")
                .isEmpty();
        assertThat(profile("ca.anthropic.claude-sonnet-4-6").contextWindow()).isPresent();
    }

    @Test
    void whatAnOperatorNamedTellsNothingButWhatIsDeclared() {
        String own = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123";
        assertThat(price(own)).isEmpty();
        Profile declared = Bedrock.in("us-east-1")
                .apiKey("key")
                .model(own, it -> it.family("nova-pro"))
                .profile();
        assertThat(declared.price().map(Price::toString)).contains("$0.8 in, $3.2 out");
    }

    @Test
    void outputOfNewerClaudeModelsWeighsFiveOfTheQuota() {
        assertThat(profile("us.anthropic.claude-sonnet-4-6").burndown()).isEqualTo(new Burndown(5, true));
        assertThat(profile("anthropic.claude-3-7-sonnet-20250219-v1:0").burndown())
                .isEqualTo(new Burndown(5, true));
        assertThat(profile("anthropic.claude-3-5-haiku-20241022-v1:0").burndown())
                .isEqualTo(Burndown.PLAIN);
        assertThat(profile("amazon.nova-lite-v1:0").burndown()).isEqualTo(Burndown.PLAIN);
    }
}
