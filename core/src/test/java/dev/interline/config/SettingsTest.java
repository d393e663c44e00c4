package dev.interline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.route.StreamRecovery;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static Settings of(String key, String value) {
        return Settings.of("deployments.main", Map.of(key, value));
    }

    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S",
        "90s, PT1M30S",
        "1m30s, PT1M30S",
        "2m, PT2M",
        "1h, PT1H",
        "1d, PT24H",
        "PT2S, PT2S",
        "0s, PT0S",
        "1h30m5s250ms, PT1H30M5.25S"
    })
    void lengthsOfTimeAreReadAsPeopleWriteThem(String text, Duration span) {
        assertThat(of("timeout", text).duration("timeout")).contains(span);
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "-5s", "PT-2S", "5 s", "s", "1.5s", "5x", "5s!", "PT", "P1Y", "99999999999s"})
    void otherLengthsOfTimeAreRefused(String text) {
        assertThatThrownBy(() -> of("timeout", text).duration("timeout"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("settings: deployments.main.timeout: '" + text + "' is not a length of time");
    }

    @Test
    void everyKindOfValueIsReadOrEmpty() {
        Settings settings = Settings.of(
                "deployments.main",
                Map.of(
                        "size", "4",
                        "large", "5000000000",
                        "share", "0.5",
                        "on", "true",
                        "recovery", "restart",
                        "words", "a, b",
                        "headers.x-team", "billing",
                        "pool.size", "8"));
        assertThat(settings.integer("size")).hasValue(4);
        assertThat(settings.number("large")).hasValue(5_000_000_000L);
        assertThat(settings.decimal("share")).contains(0.5);
        assertThat(settings.flag("on")).contains(true);
        assertThat(settings.word("recovery", StreamRecovery.class)).contains(StreamRecovery.RESTART);
        assertThat(settings.list("words")).containsExactly("a", "b");
        assertThat(settings.map("headers")).containsEntry("x-team", "billing");
        assertThat(settings.section("pool").orElseThrow().integer("size")).hasValue(8);
        assertThat(settings.section("pool").orElseThrow().path()).isEqualTo("deployments.main.pool");

        assertThat(settings.integer("other")).isEmpty();
        assertThat(settings.number("other")).isEmpty();
        assertThat(settings.decimal("other")).isEmpty();
        assertThat(settings.flag("other")).isEmpty();
        assertThat(settings.word("other", StreamRecovery.class)).isEmpty();
        assertThat(settings.list("other")).isEmpty();
        assertThat(settings.map("other")).isEmpty();
        assertThat(settings.section("other")).isEmpty();
        assertThat(settings.optional("other")).isEmpty();
        settings.done();
    }

    @Test
    void numbersBeyondTheirKindAreRefused() {
        assertThatThrownBy(() -> of("size", "5000000000").integer("size"))
                .hasMessage(
                        "settings: deployments.main.size: '5000000000' is not a whole number of at most 2147483647");
        assertThatThrownBy(() -> of("size", "1e400").decimal("size"))
                .hasMessage("settings: deployments.main.size: '1e400' is not a number such as 80 or 0.5");
        assertThatThrownBy(() -> of("size", "NaN").decimal("size")).isInstanceOf(ConfigException.class);
    }

    @Test
    void aKeyThatWasReadIsKnownAndOneThatWasNotIsAnError() {
        Settings settings = Settings.of("deployments.main", Map.of("endpoint", "e", "pool.size", "8"));
        settings.text("endpoint");
        assertThatThrownBy(settings::done)
                .hasMessage("settings: deployments.main.pool: is not known here; known are: endpoint");
        Settings pool = settings.section("pool").orElseThrow();
        assertThatThrownBy(settings::done).hasMessage("settings: deployments.main.pool.size: is not known here");
        pool.integer("size");
        settings.done();
    }

    @Test
    void aProviderMayStartItsProfileWithWhatTheFileDeclares() {
        Settings settings = Settings.of(
                "deployments.main", Map.of("model", "gpt-5-mini", "family", "gpt-5", "reasons", "true", "region", "r"));
        Profile profile =
                settings.profile(new ModelId("azure", "", "my-deployment")).build();
        assertThat(profile.model()).contains("gpt-5-mini");
        assertThat(profile.family()).contains("gpt-5");
        assertThat(profile.reasons()).contains(true);
        assertThat(profile.region()).contains("r");
        settings.done();
    }

    @Test
    void aProblemOfTheWholeSectionNamesIt() {
        assertThat(of("a", "b").problem("", "cannot be")).hasMessage("settings: deployments.main: cannot be");
    }

    @Test
    void settingsDoNotPrintTheirValues() {
        assertThat(of("api-key", "secret")).hasToString("Settings[deployments.main]");
    }
}
