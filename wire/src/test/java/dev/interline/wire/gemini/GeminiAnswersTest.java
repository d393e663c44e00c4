package dev.interline.wire.gemini;

import static dev.interline.StopReason.Kind.CONTENT_FILTER;
import static dev.interline.StopReason.Kind.LENGTH;
import static dev.interline.StopReason.Kind.OTHER;
import static dev.interline.StopReason.Kind.STOP;
import static dev.interline.wire.gemini.Answers.answer;
import static dev.interline.wire.gemini.Answers.raw;
import static dev.interline.wire.gemini.Answers.stream;
import static dev.interline.wire.gemini.Answers.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Part;
import dev.interline.StopReason;
import dev.interline.Text;
import dev.interline.Usage;
import dev.interline.wire.Played;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ends, counts and forms of answers. */
class GeminiAnswersTest {

    @Test
    void signedTextIsNeverMerged() {
        List<Part> parts = stream("{'text':'a'}", "{'text':'b','thoughtSignature':'S'}", "{'text':'c'}", "{'text':'d'}")
                .response()
                .message()
                .parts();

        assertThat(parts).extracting(part -> ((Text) part).text()).containsExactly("a", "b", "cd");
    }

    @Test
    void unknownCountsAreNotZero() {
        assertThat(answer("{'text':'x'}", "STOP").response().usage()).isEqualTo(Usage.UNKNOWN);
        Usage none = whole("""
                {"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"trafficType":"ON_DEMAND"}}""").response().usage();
        assertThat(none.isKnown()).isFalse();
        Usage blocked = whole("""
                {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},
                 "usageMetadata":{"promptTokenCount":17,"totalTokenCount":17}}""").response().usage();
        assertThat(blocked.input()).hasValue(17);
        assertThat(blocked.output()).as("counters of zero are absent").hasValue(0);
    }

    @Test
    void reasonsAsNumbers() {
        assertThat(whole("{\"candidates\":[{\"finishReason\":2}]}").response().stopReason())
                .isEqualTo(new StopReason(LENGTH, "MAX_TOKENS"));
        assertThat(whole("{\"candidates\":[{\"finishReason\":77}]}").response().stopReason())
                .isEqualTo(new StopReason(OTHER, "77"));
        assertThat(whole("{\"promptFeedback\":{\"blockReason\":6}}").response().stopReason())
                .isEqualTo(new StopReason(CONTENT_FILTER, "JAILBREAK"));
    }

    @Test
    void aBlockedPromptHasNoCandidates() {
        String json = """
                {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT","blockReasonMessage":"The prompt was refused."}}""";

        for (Played played : List.of(whole(json), raw("data: " + json + "\n\n"))) {
            assertThat(played.response().stopReason()).isEqualTo(new StopReason(CONTENT_FILTER, "PROHIBITED_CONTENT"));
            assertThat(played.response().details().get("promptFeedback")).contains("The prompt was refused.");
        }
    }

    @Test
    void withoutSseTheEventsComeInAnArray() {
        Played played = whole("""
                [{"candidates":[{"content":{"parts":[{"text":"On"}]}}]}
                ,
                {"candidates":[{"content":{"parts":[{"text":"e."}]},"finishReason":"STOP"}]}]""");

        assertThat(played.response().text()).isEqualTo("One.");
        assertThat(played.response().stopReason().kind()).isEqualTo(STOP);
    }

    @Test
    void aTokenForGoingOnIsADetail() {
        Played played = whole("""
                {"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"CONTINUATION","continuationToken":"AbC="}]}""");

        assertThat(played.response().stopReason().kind()).isEqualTo(LENGTH);
        assertThat(played.response().details()).containsEntry("continuationToken", "\"AbC=\"");
    }
}
