package dev.interline.examples.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Interline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each key of a deployment changes what is sent: what the pattern finds with the key, it does not find without. A pattern
 * that begins with {@code !} is the other way round.
 */
class ProviderKeysTest {
    private static final Map<String, String> AZURE = Map.of(
            "endpoint", "https://one.openai.azure.com",
            "deployment", "my-gpt",
            "api-key", "key-one");
    private static final Map<String, String> BEDROCK = Map.of(
            "region", "us-east-1",
            "model-id", "us.anthropic.claude-haiku-4-5-20251001-v1:0",
            "api-key", "key-one");
    private static final Map<String, String> VERTEX =
            Map.of("project", "one", "location", "global", "model-id", "gemini-3.6-flash", "token", "token-one");
    private static final Map<String, String> COMPATIBLE =
            Map.of("endpoint", "https://one.example/v1", "model-id", "one", "api-key", "key-one");

    @TempDir
    Path directory;

    /** Changes are {@code key=value}, or {@code -key} to take one away, with semicolons between. */
    private String sent(String provider, Map<String, String> base, String changes) {
        Map<String, String> keys = new LinkedHashMap<>(base);
        for (String change : changes.split(";")) {
            String[] pair = change.strip().split("=", 2);
            if (pair.length == 2) {
                keys.put(pair[0], pair[1]);
            } else {
                keys.remove(pair[0].replaceFirst("^-", ""));
            }
        }
        String lines = keys.entrySet().stream()
                .map(key -> "    " + key.getKey() + ": " + key.getValue() + "\n")
                .collect(Collectors.joining());
        boolean vectors = "embeddings".equals(keys.get("kind"));
        return Sent.by(
                directory,
                "deployments:\n  it:\n    provider: " + provider + "\n" + lines
                        + (vectors ? "" : "models: {chat: {route: [it]}}\n"));
    }

    private void check(String provider, Map<String, String> base, String without, String with, String pattern) {
        boolean gone = pattern.startsWith("!");
        Pattern seen = Pattern.compile(gone ? pattern.substring(1) : pattern);
        String before = sent(provider, base, without == null ? "" : without);
        String after = sent(provider, base, with);
        assertThat(seen.matcher(gone ? after : before).find())
                .as("found in %s", gone ? after : before)
                .isFalse();
        assertThat(seen.matcher(gone ? before : after).find())
                .as("not found in %s", gone ? before : after)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | endpoint=https://two.openai.azure.com | POST https://two\\.openai",
                " | deployment=two | \"model\":\"two\"",
                " | api-key=key-two | api-key: key-two",
                " | -api-key;token=token-two | Authorization: Bearer token-two",
                " | format=chat-completions | /chat/completions",
                " | api-version=preview | api-version=preview",
                " | headers={x-team: billing} | x-team: billing",
                "endpoint=http://one.example | endpoint=http://one.example;allow-plain-http=true | POST http://one\\.example",
                " | model=claude-sonnet-5 | /anthropic/v1/messages",
                " | family=claude-sonnet-5 | /anthropic/v1/messages",
                "max-output=1000;reasons=true | max-output=1000;reasons=false | !\"stream\":true",
                "max-output=5000;reasons=false | max-output=1000;reasons=false | !\"stream\":true",
                " | abilities={stream: false} | !\"stream\":true",
                " | kind=embeddings | /embeddings",
                "kind=embeddings | kind=embeddings;dimensions=256 | \"dimensions\":256",
                " | transport={proxy: ftp://p} | refused: .*transport.proxy",
            })
    void azure(String without, String with, String pattern) {
        check("azure", AZURE, without, with, pattern);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | region=eu-west-1 | POST https://bedrock-runtime\\.eu-west-1\\.",
                " | model-id=amazon.nova-pro-v1:0 | amazon\\.nova-pro",
                " | api-key=key-two | Authorization: Bearer key-two",
                " | -api-key;access-key-id=AKIDTWO;secret-access-key=s | Authorization: AWS4-HMAC-SHA256 Credential=AKIDTWO/",
                "-api-key;access-key-id=A;secret-access-key=s | -api-key;access-key-id=A;secret-access-key=s;session-token=lent"
                        + " | (?i)x-amz-security-token: lent",
                " | endpoint=https://two.example | POST https://two\\.example/model",
                "endpoint=http://two.example | endpoint=http://two.example;allow-plain-http=true | POST http://two\\.example",
                "format=messages | format=messages;mantle=true | POST https://bedrock-mantle\\.",
                " | fips=true | POST https://bedrock-runtime-fips\\.",
                " | dual-stack=true | \\.api\\.aws/",
                " | format=invoke | /invoke",
                " | guardrail={id: two, version: 7} | \"guardrailIdentifier\":\"two\",\"guardrailVersion\":\"7\"",
                " | guardrail={id: two, version: 7, trace: enabled} | \"trace\":\"enabled\"",
                " | latency=optimized | \"performanceConfig\":\\{\"latency\":\"optimized\"",
                " | service-tier=flex | \"serviceTier\":\\{\"type\":\"flex\"",
                " | request-metadata={team: billing} | \"requestMetadata\":\\{\"team\":\"billing\"",
                " | max-output=123 | \"maxTokens\":123",
                "model-id=amazon.titan-embed-text-v2:0 | kind=embeddings;model-id=amazon.titan-embed-text-v2:0 | \"inputText\"",
                "kind=embeddings;model-id=amazon.titan-embed-text-v2:0"
                        + " | kind=embeddings;model-id=amazon.titan-embed-text-v2:0;dimensions=256 | \"dimensions\":256",
            })
    void bedrock(String without, String with, String pattern) {
        check("bedrock", BEDROCK, without, with, pattern);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | project=two | /projects/two/",
                " | location=europe-west4 | POST https://europe-west4-aiplatform\\.",
                " | -project;-location;-token;express=true;api-key=k | !/projects/",
                " | model-id=gemini-2.5-pro | models/gemini-2\\.5-pro",
                " | -token;api-key=key-two | (?i)x-goog-api-key: key-two",
                " | token=token-two | Authorization: Bearer token-two",
                " | quota-project=two | (?i)x-goog-user-project: two",
                " | format=chat-completions | /endpoints/openapi/chat/completions",
                " | api-version=v1beta1 | /v1beta1/",
                " | endpoint=https://two.example | POST https://two\\.example/",
                "endpoint=http://two.example | endpoint=http://two.example;allow-plain-http=true | POST http://two\\.example",
                " | headers={x-team: billing} | x-team: billing",
                " | -token;credentials-file=/nowhere/google.json | google\\.json",
                "model-id=gemini-embedding-001 | kind=embeddings;model-id=gemini-embedding-001 | :predict|:embedContent",
            })
    void vertex(String without, String with, String pattern) {
        check("vertex", VERTEX, without, with, pattern);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | endpoint=https://two.example/v1 | POST https://two\\.example/v1/",
                " | model-id=two | \"model\":\"two\"",
                " | api-key=key-two | Authorization: Bearer key-two",
                " | format=responses | /v1/responses",
                " | headers={x-team: billing} | x-team: billing",
                "endpoint=http://two.example | endpoint=http://two.example;allow-plain-http=true | POST http://two\\.example",
                " | kind=embeddings | refused: .*openai-compatible does not have",
            })
    void compatible(String without, String with, String pattern) {
        check("openai-compatible", COMPATIBLE, without, with, pattern);
    }

    @Test
    void profileOfBedrockIsWhoseKeysAreUsed() throws IOException {
        String property = "aws.sharedCredentialsFile";
        Path keys = Files.writeString(
                directory.resolve("credentials"), "[prod]\naws_access_key_id = PRODKEY\naws_secret_access_key = s\n");
        System.setProperty(property, keys.toString());
        try {
            assertThat(sent("bedrock", BEDROCK, "-api-key;profile=prod")).contains("Credential=PRODKEY/");
        } finally {
            System.clearProperty(property);
        }
    }

    @Test
    void longDecodeOfVertexAsksAsOftenAsItSays() {
        String part = "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"One\"}]},"
                + "\"finishReason\":\"CONTINUATION\",\"continuationToken\":\"t\"}]}";
        String file = """
                deployments:
                  it:
                    provider: vertex
                    project: one
                    location: global
                    token: t
                    model-id: gemini-4-argon
                    reasons: false
                    max-output: 100
                    long-decode: 2
                models: {chat: {route: [it]}}
                """;
        assertThat(Sent.by(directory, file, part)).contains("\"continuationToken\":\"t\"");
        assertThat(Sent.by(directory, file.replace("    long-decode: 2\n", ""), part))
                .doesNotContain("continuationToken");
    }

    @Test
    void providerDecidesWhoIsAsked() {
        assertThat(sent("azure", AZURE, "")).startsWith("POST https://one.openai.azure.com/");
        assertThat(sent("bedrock", BEDROCK, "")).startsWith("POST https://bedrock-runtime.us-east-1.amazonaws.com/");
        assertThat(sent("vertex", VERTEX, "")).startsWith("POST https://aiplatform.googleapis.com/");
        assertThat(sent("openai-compatible", COMPATIBLE, "")).startsWith("POST https://one.example/v1/");
    }

    @Test
    void catalogueOfAFileTellsHowLongVectorsAre() throws IOException {
        String file = """
                deployments:
                  vectors:
                    provider: azure
                    kind: embeddings
                    endpoint: https://one.openai.azure.com
                    deployment: my-vectors
                    model: mine
                    api-key: k
                """;
        assertThat(dimensions(file)).isEmpty();
        assertThat(dimensions(file + "catalogue: {models: [{cloud: azure, id: mine, dimensions: 256}]}\n"))
                .hasValue(256);
    }

    private OptionalInt dimensions(String file) throws IOException {
        Path path = Files.writeString(directory.resolve("interline.yaml"), file);
        try (Interline interline = Interline.loader().warm(false).load(path)) {
            return interline.embeddings("vectors").profile().dimensions();
        }
    }
}
