package dev.interline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ChatResponse;
import dev.interline.Hop;
import dev.interline.testing.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A file loaded on clouds that have no server, with a clock that jumps. */
class VirtualCloudsTest {

    @RegisterExtension
    final FakeCloudsExtension clouds =
            FakeCloudsExtension.of(Path.of("src/test/resources/two.yaml")).virtualTime();

    @Test
    void waitsTakeNoTime(ManualTime time) {
        clouds.on("first").hangs();
        clouds.on("second").says("Hello.").headersAfter(Duration.ofSeconds(3));

        assertThat(clouds.model("chat").ask("Hi")).isEqualTo("Hello.");
        assertThat(time.elapsed()).isBetween(Duration.ofSeconds(4), Duration.ofMinutes(10));
        clouds.on("first").mustHaveBeenAsked(1);
    }

    @Test
    void eachTestHasAClockOfItsOwn(ManualTime time) {
        clouds.on("first").next(Play.resets(), Play.resets()).fails(503);
        clouds.on("second").says("Hello.");

        assertThat(time.elapsed()).isZero();
        ChatResponse response = clouds.model("chat").chat("Hi");
        assertThat(response.trail().hops()).extracting(Hop::target).contains("first", "second");
        assertThat(clouds.clouds().told()).contains("first: POST", "-> connection reset", "second: POST");
    }
}
