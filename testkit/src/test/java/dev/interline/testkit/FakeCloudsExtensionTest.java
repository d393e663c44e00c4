package dev.interline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.Interline;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application's configuration on fake clouds, fresh for each test. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FakeCloudsExtensionTest {

    @RegisterExtension
    static final FakeCloudsExtension clouds = FakeCloudsExtension.of(Path.of("src/test/resources/two.yaml"))
            .loading(loader -> loader.environment(Map.of()));

    private static String address = "";

    @Test
    @Order(1)
    void targetsAreScriptedByTheNamesOfTheFile() {
        clouds.on("first").fails(503);
        clouds.on("second").says("Hello.");
        address = clouds.on("first").url();

        assertThat(clouds.model("chat").ask("Why is the sea salty?")).isEqualTo("Hello.");
        clouds.on("second").mustHaveBeenAsked(1).mustHaveBeenAsked("sea salty");
        assertThat(clouds.clouds().asked()).endsWith("first", "second");
        assertThat(clouds.on("second").lastRequest().model()).isEqualTo("m-2");
    }

    @Test
    @Order(2)
    void nothingOfTheTestBeforeIsLeft(FakeClouds parameter, Interline interline) {
        clouds.on("first").says("Up again.");

        assertThat(interline.model("chat").ask("Hi")).isEqualTo("Up again.");
        clouds.on("first").mustHaveBeenAsked(1);
        clouds.on("second").mustNotHaveBeenAsked();
        assertThat(clouds.on("first").url()).as("one server for the class").isEqualTo(address);
        assertThat(parameter).isSameAs(clouds.clouds());
        assertThat(interline).isSameAs(clouds.interline());
    }

    @Test
    @Order(3)
    void aFailureTellsWhatWasAskedAndAnswered() {
        clouds.on("first").fails(403);
        clouds.on("second").says("Secret answer.");
        clouds.model("chat").ask("Secret question");
        AssertionError failure = new AssertionError("as a test fails");

        assertThatThrownBy(() -> clouds.handleTestExecutionException(Contexts.none(), failure))
                .isSameAs(failure);
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getSuppressed()[0].getMessage())
                .contains("first: POST /chat/completions (m-1, ", " characters) -> 403")
                .contains("second: POST /chat/completions (m-2, ", "-> 200")
                .doesNotContain("Secret", "fake");
    }

    @Test
    void whoAsksForATimeThatIsRealIsTold() {
        assertThatThrownBy(clouds::time).hasMessageContaining("virtualTime()");
    }

    /** Run after the tests above, and with the same server. */
    @Nested
    class Inside {
        @Test
        void nestedTestsHaveTheServerOfTheClass() {
            assertThat(clouds.on("first").url()).isEqualTo(address);
            clouds.on("first").says("From inside.");
            assertThat(clouds.model("chat").ask("Hi")).isEqualTo("From inside.");
        }
    }

    @Nested
    class AlsoInside {
        @Test
        void oneAfterTheOther() {
            assertThat(clouds.on("first").url()).isEqualTo(address);
            clouds.on("first").mustNotHaveBeenAsked();
        }
    }
}
