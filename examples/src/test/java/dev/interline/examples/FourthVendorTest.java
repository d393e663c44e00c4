package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Interline;
import dev.interline.testkit.FakeClouds;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An address and a key are enough, by code and by configuration. */
class FourthVendorTest {

    @Test
    void byCode() {
        try (FakeClouds clouds = FakeClouds.start()) {
            clouds.on("openai").says("Hello.");

            assertThat(FourthVendor.byCode(clouds.url("openai")).ask("Hi")).isEqualTo("Hello.");
            assertThat(clouds.on("openai").lastRequest().path()).isEqualTo("/chat/completions");
            assertThat(clouds.on("openai").lastRequest().body()).contains("\"model\":\"gpt-6-luna\"");
        }
    }

    @Test
    void byConfiguration() {
        try (FakeClouds clouds = FakeClouds.start();
                Interline interline = Interline.loader()
                        .environment(Map.of(
                                "OPENAI_COMPATIBLE_ENDPOINT", clouds.url("openai") + "/v1",
                                "OPENAI_COMPATIBLE_MODEL", "qwen3:8b",
                                "OPENAI_COMPATIBLE_API_KEY", "a-key"))
                        .load(Path.of("src/main/resources/fourth-vendor.yaml"))) {
            clouds.on("openai").accepts("a-key").says("Hello.");

            assertThat(interline.model("chat").ask("Hi")).isEqualTo("Hello.");
            assertThat(clouds.on("openai").lastRequest().path()).isEqualTo("/v1/chat/completions");
            assertThat(clouds.on("openai").lastRequest().body()).contains("\"model\":\"qwen3:8b\"");
        }
    }

    @Test
    void withoutAKeyNoneIsSent() {
        try (FakeClouds clouds = FakeClouds.start();
                Interline interline = Interline.loader()
                        .environment(Map.of(
                                "OPENAI_COMPATIBLE_ENDPOINT",
                                clouds.url("openai") + "/v1",
                                "OPENAI_COMPATIBLE_MODEL",
                                "qwen3:8b"))
                        .load(Path.of("src/main/resources/fourth-vendor.yaml"))) {
            clouds.on("openai").says("Hello.");

            assertThat(interline.model("chat").ask("Hi")).isEqualTo("Hello.");
            assertThat(clouds.on("openai").lastRequest().header("authorization"))
                    .isEmpty();
        }
    }
}
