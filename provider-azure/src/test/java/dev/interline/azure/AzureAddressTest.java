package dev.interline.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.wire.BaseUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every address that Azure answers at. */
class AzureAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // the v1 routes
                "https://r.openai.azure.com                          | -       | RESPONSES        | https://r.openai.azure.com/openai/v1/responses",
                "https://r.openai.azure.com/                         | -       | CHAT_COMPLETIONS | https://r.openai.azure.com/openai/v1/chat/completions",
                "https://r.openai.azure.com/openai                   | -       | RESPONSES        | https://r.openai.azure.com/openai/v1/responses",
                "https://r.openai.azure.com/openai/v1/               | -       | RESPONSES        | https://r.openai.azure.com/openai/v1/responses",
                "https://r.services.ai.azure.com                     | -       | CHAT_COMPLETIONS | https://r.services.ai.azure.com/openai/v1/chat/completions",
                "https://r.cognitiveservices.azure.com               | -       | RESPONSES        | https://r.cognitiveservices.azure.com/openai/v1/responses",
                "https://r.openai.azure.us                           | -       | RESPONSES        | https://r.openai.azure.us/openai/v1/responses",
                "https://r.services.ai.azure.com/api/projects/p      | -       | RESPONSES        | https://r.services.ai.azure.com/api/projects/p/openai/v1/responses",
                "https://r.openai.azure.com                          | preview | RESPONSES        | https://r.openai.azure.com/openai/v1/responses?api-version=preview",
                // gateways: nothing but /v1 at the end is complete
                "https://apim.azure-api.net/ai                       | -       | CHAT_COMPLETIONS | https://apim.azure-api.net/ai/openai/v1/chat/completions",
                "https://gateway.example.com/llm/v1                  | -       | CHAT_COMPLETIONS | https://gateway.example.com/llm/v1/chat/completions",
                "http://127.0.0.1:8080/azure                         | -       | RESPONSES        | http://127.0.0.1:8080/azure/openai/v1/responses",
                "https://r.openai.azure.us                           | -       | RESPONSES        | https://r.openai.azure.us/openai/v1/responses",
                "https://r.openai.azure.cn                           | -       | RESPONSES        | https://r.openai.azure.cn/openai/v1/responses",
                // the dated routes
                "https://r.openai.azure.com          | 2024-10-21         | CHAT_COMPLETIONS | https://r.openai.azure.com/openai/deployments/main/chat/completions?api-version=2024-10-21",
                "https://r.openai.azure.com/openai   | 2025-04-01-preview | RESPONSES        | https://r.openai.azure.com/openai/responses?api-version=2025-04-01-preview",
                // Claude
                "https://r.services.ai.azure.com                     | -       | MESSAGES | https://r.services.ai.azure.com/anthropic/v1/messages",
                "https://r.services.ai.azure.com/anthropic           | -       | MESSAGES | https://r.services.ai.azure.com/anthropic/v1/messages",
                "https://r.services.ai.azure.com/anthropic/v1        | -       | MESSAGES | https://r.services.ai.azure.com/anthropic/v1/messages",
                "https://r.services.ai.azure.com/api/projects/p      | -       | MESSAGES | https://r.services.ai.azure.com/anthropic/v1/messages",
                "https://r.openai.azure.com                          | -       | MESSAGES | https://r.services.ai.azure.com/anthropic/v1/messages",
                "https://r.openai.azure.com/openai/v1                | -       | MESSAGES | https://r.services.ai.azure.com/anthropic/v1/messages",
                "https://r.cognitiveservices.azure.com               | 2024-10-21 | MESSAGES | https://r.services.ai.azure.com/anthropic/v1/messages",
                "https://gateway.example.com/claude/v1               | -       | MESSAGES | https://gateway.example.com/claude/v1/messages",
                "http://127.0.0.1:8080/azure                         | -       | MESSAGES | http://127.0.0.1:8080/azure/anthropic/v1/messages",
            })
    void isMadeOfEndpointVersionAndFormat(String endpoint, String version, AzureFormat format, String url) {
        assertThat(address(endpoint, version).of(format, "main")).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://r.openai.azure.com    | 2024-10-21 | RESPONSES        | main | the Responses API needs api-version 2025-03-01-preview or later, not 2024-10-21: leave it out to use the v1 address, or choose the format chat-completions",
                "https://r.openai.azure.com/openai/v1 | 2024-10-21 | CHAT_COMPLETIONS | main | endpoint https://r.openai.azure.com/openai/v1 ends in /v1, which has no dated versions: leave api-version 2024-10-21 out, or end the endpoint at its host",
                "https://r.openai.azure.com    | 2024-10-21 | CHAT_COMPLETIONS | ../x | deployment \"../x\" cannot stand in an address: names have letters, digits and . _ - alone",
            })
    void doesNotGuessWhatDoesNotFit(
            String endpoint, String version, AzureFormat format, String deployment, String message) {
        assertThatThrownBy(() -> address(endpoint, version).of(format, deployment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "https://my-res.openai.azure.com/openai/v1 | -          | my-res                   | https://ai.azure.com/.default                | -",
                "https://my-res.services.ai.azure.com      | -          | my-res                   | https://ai.azure.com/.default                | -",
                "https://my-res.openai.azure.com           | 2024-10-21 | my-res                   | https://cognitiveservices.azure.com/.default | -",
                "https://my-res.openai.azure.us            | -          | my-res                   | https://cognitiveservices.azure.us/.default  | https://login.microsoftonline.us",
                "https://my-res.openai.azure.cn            | -          | my-res                   | https://cognitiveservices.azure.cn/.default  | https://login.chinacloudapi.cn",
                "https://apim.azure-api.net:444/ai         | -          | apim.azure-api.net:444/ai | https://ai.azure.com/.default               | -",
            })
    void tellsResourceAudienceAndIssuer(
            String endpoint, String version, String resource, String scope, String authority) {
        AzureAddress address = address(endpoint, version);
        assertThat(address.resource()).isEqualTo(resource);
        assertThat(address.scope()).isEqualTo(scope);
        assertThat(address.authority()).isEqualTo(authority);
    }

    private static AzureAddress address(String endpoint, String version) {
        return new AzureAddress(
                BaseUrl.parse("endpoint", endpoint), version == null ? null : AzureAddress.version(version));
    }
}
