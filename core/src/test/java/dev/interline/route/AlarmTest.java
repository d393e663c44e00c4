package dev.interline.route;

import static dev.interline.Stage.HELLO;
import static dev.interline.Stage.logged;
import static dev.interline.Stage.route;
import static dev.interline.Stage.scripted;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ChatRequest;
import dev.interline.Stage;
import dev.interline.error.ChatException.Kind;
import dev.interline.testing.ManualTime;
import dev.interline.testing.ScriptedModel;
import dev.interline.testing.Turn;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private final ManualTime time = new ManualTime();
    private final ScriptedModel azure = scripted("azure");
    private final ScriptedModel bedrock = scripted("bedrock").says("hello");
    private final Router model = route(time, azure, bedrock).named("support");

    @Test
    void answerFromElsewhereIsOneLine() throws Throwable {
        azure.throttled(ofSeconds(30));
        assertThat(logged(() -> model.chat(HELLO)).lines())
                .singleElement()
                .asString()
                .contains("WARN", "route support", "azure did not answer, bedrock did", "429");
    }

    @Test
    void sameTargetAndKindIsToldOnceAMinute() throws Throwable {
        azure.throttled(ofSeconds(1)).times(4).fails(Kind.DENIED);
        assertThat(logged(() -> {
                            for (int i = 0; i < 4; i++) {
                                model.maxRetryWait(ofSeconds(0)).chat(HELLO);
                                time.advance(ofSeconds(14));
                            }
                        })
                        .lines())
                .hasSize(1);
        time.advance(ofSeconds(10));
        // another kind is other news, and two pieces of it
        assertThat(logged(() -> model.chat(HELLO)).lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("azure refuses our credential"));
    }

    @Test
    void openingAndClosingIsTold() throws Throwable {
        azure.unavailable().times(3).says("hello again");
        assertThat(logged(() -> {
                    model.chat(HELLO);
                    model.chat(HELLO);
                }))
                .containsOnlyOnce("azure is left alone for a while: ")
                .doesNotContain("while: azure:");
        time.advance(ofSeconds(16));
        assertThat(logged(() -> model.chat(HELLO))).containsOnlyOnce("azure is back");
    }

    @Test
    void slownessAndBrokenStreamsAreTold() throws Throwable {
        azure.plays(Turn.hangs(), Turn.says("one two").first(1).thenFails(Kind.UNAVAILABLE));
        assertThat(logged(() -> model.chat(HELLO))).contains("azure did not answer, bedrock did: it was slow");
        assertThat(logged(() -> Stage.read(model.onStreamFailure(StreamRecovery.RESTART).stream(HELLO))))
                .contains("azure broke off, bedrock goes on");
    }

    @Test
    void healthyRouteIsSilentAndNothingQuotesTheConversation() throws Throwable {
        azure.says("hello").unavailable().times(3).denied();
        String secret = "the launch code is 0000";
        assertThat(logged(() -> model.chat(ChatRequest.of(secret)))).isEmpty();
        assertThat(logged(() -> {
                    for (int i = 0; i < 5; i++) {
                        model.chat(ChatRequest.of(secret));
                        time.advance(ofSeconds(20));
                    }
                }))
                .isNotEmpty()
                .doesNotContain("launch code");
    }
}
