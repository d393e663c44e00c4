package dev.interline.examples;

// region shop-test
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.testing.ManualTime;
import dev.interline.testkit.FakeCloudsExtension;
import dev.interline.testkit.Play;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ShopTest {
    @RegisterExtension
    static final FakeCloudsExtension clouds =
            FakeCloudsExtension.of(Path.of("src/main/resources/interline.yaml")).virtualTime();

    @Test
    void anOutageIsNotSeen() {
        clouds.on("azure").fails(503);
        clouds.on("bedrock").says("Minerals.");

        assertThat(new Shop(clouds.model("chat")).answer("Why is the sea salty?"))
                .isEqualTo("Minerals.");
        clouds.on("azure").mustHaveBeenAsked("salty");
        clouds.on("vertex").mustNotHaveBeenAsked();
    }

    @Test
    void aCloudThatHangsIsJoinedByTheNext(ManualTime time) {
        clouds.on("azure").hangs();
        clouds.on("bedrock").next(Play.throttles(Duration.ofMinutes(1))).says("Too late.");
        clouds.on("vertex").says("Minerals.").firstTokenAfter(Duration.ofSeconds(4));

        assertThat(new Shop(clouds.model("chat")).answer("Why is the sea salty?"))
                .isEqualTo("Minerals.");
        assertThat(time.elapsed()).isLessThan(Duration.ofMinutes(5)); // of the clock, none of yours
        assertThat(clouds.clouds().asked()).containsExactly("azure", "bedrock", "vertex");
    }

    @Test
    void theShopSaysWhoItIs() {
        clouds.on("azure").plays(asked -> Play.says("You are " + asked.system()));

        assertThat(new Shop(clouds.model("chat")).answer("Who am I?")).isEqualTo("You are a shop.");
    }
}
// endregion
