package dev.interline.policy;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Ability;
import dev.interline.ChatRequest;
import dev.interline.Media;
import dev.interline.Message;
import dev.interline.ModelId;
import dev.interline.Options;
import dev.interline.Profile;
import dev.interline.Text;
import dev.interline.ToolCall;
import dev.interline.ToolDefinition;
import dev.interline.ToolResult;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** One test for each row of the table in {@link Defaults} that is a number; how they act is told by the router's tests. */
class DefaultsTest {
    private static final ModelId ID = new ModelId("azure", "", "gpt");
    private static final Profile UNKNOWN = Profile.of(ID);
    private static final Profile CHAT = Profile.builder(ID).reasons(false).build();
    private static final Profile REASONING = Profile.builder(ID).reasons(true).build();
    private static final ChatRequest HELLO = ChatRequest.of("hello");

    private static ChatRequest capped(int tokens) {
        return HELLO.toBuilder().maxOutputTokens(tokens).build();
    }

    @Test
    void unknownReasons() {
        assertThat(Defaults.reasons(UNKNOWN)).isTrue();
        assertThat(Defaults.reasons(CHAT)).isFalse();
    }

    @Test
    void deadline() {
        assertThat(Defaults.deadline(Options.NONE)).isEqualTo(ofMinutes(10));
        assertThat(Defaults.deadline(Options.builder().serviceTier("flex").build()))
                .isEqualTo(ofMinutes(15));
        assertThat(Defaults.deadline(Options.builder().serviceTier("priority").build()))
                .isEqualTo(ofMinutes(10));
    }

    @Test
    void connect() {
        assertThat(Defaults.CONNECT).isEqualTo(ofSeconds(5));
    }

    @Test
    void firstContent() {
        Estimate small = new Estimate(10, OptionalLong.empty());
        Estimate large = new Estimate(50_000, OptionalLong.empty());
        assertThat(Defaults.firstContent(CHAT, small)).isEqualTo(ofMillis(10_001));
        assertThat(Defaults.firstContent(CHAT, large)).isEqualTo(ofSeconds(15));
        assertThat(Defaults.firstContent(REASONING, large)).isEqualTo(ofMinutes(2));
        assertThat(Defaults.firstContent(UNKNOWN, small)).isEqualTo(ofMinutes(2));
    }

    @Test
    void silence() {
        assertThat(Defaults.silence(CHAT)).isEqualTo(ofMinutes(1));
        assertThat(Defaults.silence(REASONING)).isEqualTo(ofMinutes(3));
    }

    @Test
    void silenceOfAWholeAnswer() {
        assertThat(Defaults.wholeSilence(CHAT, capped(1_000).options())).isEqualTo(ofMinutes(1));
        assertThat(Defaults.wholeSilence(CHAT, capped(8_000).options())).isEqualTo(ofSeconds(400));
        assertThat(Defaults.wholeSilence(CHAT.toBuilder().maxOutput(4_000).build(), Options.NONE))
                .isEqualTo(ofSeconds(200));
        assertThat(Defaults.wholeSilence(CHAT, Options.NONE)).isEqualTo(ofSeconds(100));
    }

    @Test
    void rides() {
        assertThat(Defaults.ridesOnStream(CHAT, capped(2_000))).isFalse();
        assertThat(Defaults.ridesOnStream(CHAT, capped(2_001))).isTrue();
        assertThat(Defaults.ridesOnStream(CHAT, HELLO)).isTrue();
        assertThat(Defaults.ridesOnStream(CHAT.toBuilder().maxOutput(2_000).build(), HELLO))
                .isFalse();
        assertThat(Defaults.ridesOnStream(REASONING, capped(10))).isTrue();
        assertThat(Defaults.ridesOnStream(
                        REASONING.toBuilder().cannot(Ability.STREAM).build(), HELLO))
                .isFalse();
    }

    @Test
    void whatAStreamCannotCarryDoesNotRideOnOne() {
        ToolDefinition tool = ToolDefinition.of("look", "Looks");
        ChatRequest tools = HELLO.toBuilder().tools(tool).build();
        ChatRequest called = HELLO.toBuilder()
                .message(Message.assistant(ToolCall.of("1", "look", "{}")))
                .build();
        ChatRequest tokens =
                HELLO.toBuilder().options(o -> o.logProbabilities(0)).build();
        Profile noTools = REASONING.toBuilder().cannot(Ability.STREAMED_TOOLS).build();
        Profile noTokens =
                REASONING.toBuilder().cannot(Ability.STREAMED_LOG_PROBABILITIES).build();

        assertThat(Defaults.streams(noTools, HELLO)).isTrue();
        assertThat(Defaults.streams(noTools, tools)).isFalse();
        assertThat(Defaults.streams(noTools, called)).isFalse();
        assertThat(Defaults.ridesOnStream(noTools, tools)).isFalse();
        assertThat(Defaults.ridesOnStream(noTokens, tools)).isTrue();
        assertThat(Defaults.ridesOnStream(noTokens, tokens)).isFalse();
        assertThat(Defaults.streams(noTokens, tokens)).isTrue();
        assertThat(Defaults.ridesOnStream(REASONING, tokens)).isTrue();
    }

    @Test
    void waitsAndTries() {
        assertThat(Defaults.MAX_RETRY_WAIT).isEqualTo(ofSeconds(2));
        assertThat(Defaults.MAX_RETRY_WAIT_ALONE).isEqualTo(ofSeconds(30));
        assertThat(Defaults.MOST_ATTEMPTS).isEqualTo(6);
    }

    @Test
    void estimateCountsAQuarterOfTheCharactersAndAThousandForAMedium() {
        ToolCall call = ToolCall.of("1", "look", "x".repeat(396));
        ChatRequest request = ChatRequest.builder()
                .system("x".repeat(400))
                .user(Text.of("x".repeat(400)), Media.of("image/png", new byte[10]))
                .message(Message.assistant(call))
                .message(Message.results(ToolResult.text(call, "x".repeat(400))))
                .tools(ToolDefinition.of("look", "x".repeat(392), "{ }!"))
                .maxOutputTokens(70)
                .build();
        assertThat(Estimate.of(request)).isEqualTo(new Estimate(1_501, OptionalLong.of(70)));
        assertThat(Estimate.of(HELLO).maxOutput()).isEmpty();
    }
}
