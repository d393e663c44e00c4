package dev.interline.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {

    @ParameterizedTest
    @CsvSource({
        "us.anthropic.claude-haiku-4-5-20251001-v1:0, anthropic, claude-haiku-4-5",
        "global.anthropic.claude-opus-4-6-v1, anthropic, claude-opus-4-6",
        "anthropic.claude-sonnet-5, anthropic, claude-sonnet-5",
        "us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0, anthropic, claude-sonnet-4-5",
        "us.openai.gpt-5.6-sol, openai, gpt-5.6-sol",
        "openai.gpt-5.4-2026-03-05, openai, gpt-5.4",
        "in.openai.gpt-6-sol, openai, gpt-6-sol",
        "openai.gpt-oss-20b-1:0, openai, gpt-oss-20b",
        "openai.gpt-oss-safeguard-120b, openai, gpt-oss-safeguard-120b",
        "us.amazon.nova-micro-v1:0, amazon, nova-micro",
        "amazon.nova-2-lite-v1:0:256k, amazon, nova-2-lite",
        "us.meta.llama4-maverick-17b-instruct-v1:0, meta, llama4-maverick-17b-instruct",
        "deepseek.v3.2, deepseek, deepseek-v3.2",
        "us.deepseek.r1-v1:0, deepseek, deepseek-r1",
        "nvidia.nemotron-nano-12b-v2, nvidia, nemotron-nano-12b-v2",
        "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0, anthropic,"
                + " claude-sonnet-4-5",
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/apac.amazon.nova-lite-v1:0, amazon, nova-lite",
    })
    void anIdOfAwsTellsMakerAndModel(String id, String maker, String model) {
        assertThat(ModelName.of(id)).isEqualTo(new ModelName(maker, model));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3",
                "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/us.anthropic.claude",
                "arn:aws:bedrock:us-east-1:123456789012:default-prompt-router/anthropic.claude:1",
                "arn:aws:sagemaker:us-east-1:123456789012:endpoint/my.endpoint",
                "something",
                "us.",
                "dot."
            })
    void anIdOfAnOperatorTellsNothing(String id) {
        assertThat(ModelName.of(id)).isNull();
    }

    @Test
    void whatCannotBeAnIdIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelName.check(" "))
                .withMessageContaining("the model id is blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelName.check("amazon.nova\n"))
                .withMessageContaining("at index 11");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelName.check("x".repeat(2049)))
                .withMessageContaining("2049 characters");
    }
}
