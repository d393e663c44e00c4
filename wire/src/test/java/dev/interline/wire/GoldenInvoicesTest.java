package dev.interline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Cost;
import dev.interline.Price;
import dev.interline.Usage;
import dev.interline.catalogue.Catalogue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Usage as services told it, at the prices of 2026-07-02; tokens and dollars were counted by hand from the recordings. */
class GoldenInvoicesTest {

    @ParameterizedTest(name = "{0} as {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "azure-openai-chat/fantasy-testazurecommon-azure-gpt-5-mini-simple-0"
                        + " | azure | gpt-5-mini | 19 | 76 | 0.00015675",
                "azure-openai-chat/fantasy-testazurecommon-azure-gpt-5-mini-tool-1"
                        + " | azure | gpt-5-mini | 176 | 339 | 0.000722",
                "azure-openai-chat/fantasy-testazurecommon-azure-o4-mini-tool-0"
                        + " | azure | o4-mini | 64 | 151 | 0.0007348",
                "azure-openai-responses/fantasy-testazureresponsescommon-azure-gpt-5-mini-tool-1"
                        + " | azure | gpt-5-mini | 92 | 223 | 0.000469",
                "bedrock-anthropic/fantasy-testbedrockcommon-bedrock-anthropic-claude-sonnet-4-5-tool-0"
                        + " | bedrock | us.anthropic.claude-sonnet-4-5-20250929-v1:0 | 577 | 53 | 0.002526",
                "bedrock-anthropic/fantasy-testbedrockcommon-bedrock-anthropic-claude-sonnet-4-5-tool-0"
                        + " | bedrock | eu.anthropic.claude-sonnet-4-5-20250929-v1:0 | 577 | 53 | 0.0027786",
                "bedrock-openai-chat/pydantic-ai-safeguard-chat-routing-0"
                        + " | bedrock | openai.gpt-oss-safeguard-20b | 72 | 56 | 0.00001624",
                "bedrock-converse/otel-python-converse-tool-call-with-content-1"
                        + " | bedrock | amazon.nova-micro-v1:0 | 553 | 59 | 0.000027615",
                "vertex-gemini/fantasy-testgooglecommon-vertex-gemini-2-5-flash-simple-0"
                        + " | vertex | gemini-2.5-flash | 9 | 26 | 0.0000677",
                "vertex-gemini/fantasy-testgooglecommon-vertex-gemini-2-5-pro-tool-0"
                        + " | vertex | gemini-2.5-pro | 28 | 122 | 0.001255",
                "vertex-gemini/fantasy-testgooglevertexobjectgeneration-vertex-gemini-2-5-pro-complex-object-0"
                        + " | vertex | gemini-2.5-pro | 37 | 466 | 0.00470625",
                "openai-openai-chat/fantasy-testopenaiobjectgeneration-openai-gpt-4o-mini-complex-object-0"
                        + " | azure | gpt-4o-mini | 160 | 43 | 0.0000498",
            })
    void aRecordedAnswerCostsWhatTheListSays(
            String recording, String cloud, String id, long input, long output, String dollars) {
        Recording recorded = Recording.of(recording);
        Played played = Played.whole(recorded.format(), Told.json(new String(recorded.body(), StandardCharsets.UTF_8)));
        Usage usage = played.response().usage();
        assertThat(usage.input()).hasValue(input);
        assertThat(usage.output()).hasValue(output);
        Price price = Catalogue.builtIn().find(cloud, id).orElseThrow().price().orElseThrow();
        Cost cost = Cost.of(price, usage, played.response().servedTier());
        assertThat(cost.total().orElseThrow()).isEqualByComparingTo(dollars);
        assertThat(cost.isComplete()).isTrue();
    }
}
