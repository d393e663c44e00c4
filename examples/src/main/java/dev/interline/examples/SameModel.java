package dev.interline.examples;

import dev.interline.azure.Azure;
import dev.interline.azure.AzureFormat;
import dev.interline.bedrock.Bedrock;
import dev.interline.bedrock.BedrockFormat;
import dev.interline.route.Router;
import dev.interline.route.Target;
import dev.interline.vertex.Vertex;

/**
 * The same model on three clouds: whoever fails over hears the same voice. On each of them it has another name, which is
 * written down and not derived: a deployment on Azure, an inference profile on Bedrock, a publisher's model on Vertex AI.
 * The file {@code same-model.yaml} says the same.
 */
final class SameModel {
    private SameModel() {}

    /** OpenAI's: all three speak Responses to it, so that thoughts and tools look alike everywhere. */
    static Router gpt(Azure azure, Bedrock bedrock, Vertex vertex) {
        // region same-gpt
        Router gpt = Router.over(
                Target.of(azure.model("my-gpt-6-luna", it -> it.family("gpt-6-luna")))
                        .name("azure"),
                Target.of(bedrock.model("us.openai.gpt-6-luna", it -> it.format(BedrockFormat.RESPONSES)))
                        .name("bedrock"),
                Target.of(vertex.model("openai/gpt-6-luna")).name("vertex"));
        // endregion
        return gpt;
    }

    /** Anthropic's: Messages on Azure and Vertex AI, Converse on Bedrock, where it is the widest road. */
    static Router claude(Azure azure, Bedrock bedrock, Vertex vertex) {
        // region same-claude
        Router claude = Router.over(
                Target.of(azure.model(
                                "my-claude",
                                it -> it.format(AzureFormat.MESSAGES).family("claude-sonnet-5")))
                        .name("azure"),
                Target.of(bedrock.model("us.anthropic.claude-sonnet-5")).name("bedrock"),
                Target.of(vertex.model("claude-sonnet-5")).name("vertex"));
        // endregion
        return claude;
    }
}
