package dev.interline.bedrock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.interline.error.DeniedException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The places in which AWS's own search finds keys, as far as a machine can play them to itself. */
class AwsChainTest {
    private static final Instant EXPIRES = Instant.parse("2100-01-01T00:00:00Z");

    private final WireMockServer metadata = new WireMockServer(options().dynamicPort());

    @BeforeEach
    void start() {
        metadata.start();
    }

    @AfterEach
    void stop() {
        metadata.stop();
    }

    @Test
    void systemProperties() {
        try (Properties properties = Properties.nowhere()) {
            properties
                    .set("aws.accessKeyId", "PROPERTY")
                    .set("aws.secretAccessKey", "a-secret")
                    .set("aws.sessionToken", "a-token");

            assertThat(new AwsChain(null).fetch(false)).isEqualTo(new AwsKeys("PROPERTY", "a-secret", "a-token", null));
        }
    }

    @Test
    void aContainerAndItsExpiry() {
        metadata.stubFor(get("/keys").willReturn(okJson(keys("CONTAINER"))));
        try (Properties properties = Properties.nowhere()) {
            properties.set("aws.containerCredentialsFullUri", metadata.baseUrl() + "/keys");

            assertThat(new AwsChain(null).fetch(false))
                    .isEqualTo(new AwsKeys("CONTAINER", "a-secret", "a-token", EXPIRES));
        }
    }

    @Test
    void keysThatWereRefusedAreFetchedAnew() {
        metadata.stubFor(get("/keys").willReturn(okJson(keys("CONTAINER"))));
        try (Properties properties = Properties.nowhere()) {
            properties.set("aws.containerCredentialsFullUri", metadata.baseUrl() + "/keys");
            AwsChain chain = new AwsChain(null);
            chain.fetch(false);
            chain.fetch(false);
            metadata.verify(1, getRequestedFor(urlEqualTo("/keys")));

            chain.fetch(true);
            metadata.verify(2, getRequestedFor(urlEqualTo("/keys")));
        }
    }

    @Test
    void theMetadataOfAnInstance() {
        metadata.stubFor(put(urlEqualTo("/latest/api/token"))
                .willReturn(aResponse()
                        .withBody("metadata-token")
                        .withHeader("x-aws-ec2-metadata-token-ttl-seconds", "21600")));
        metadata.stubFor(get(urlPathMatching("/latest/meta-data/iam/security-credentials.*/"))
                .willReturn(aResponse().withBody("my-role")));
        metadata.stubFor(get(urlPathMatching("/latest/meta-data/iam/security-credentials.*/my-role"))
                .willReturn(okJson(keys("INSTANCE"))));
        try (Properties properties = Properties.nowhere()) {
            properties.set("aws.disableEc2Metadata", "false").set("aws.ec2MetadataServiceEndpoint", metadata.baseUrl());

            assertThat(new AwsChain(null).fetch(false).accessKey()).isEqualTo("INSTANCE");
        }
    }

    @Test
    void aContainerThatGivesNoneIsADenialThatSaysWhatToSet() {
        metadata.stubFor(get("/keys").willReturn(aResponse().withStatus(404).withBody("{\"message\":\"no role\"}")));
        try (Properties properties = Properties.nowhere()) {
            properties.set("aws.containerCredentialsFullUri", metadata.baseUrl() + "/keys");

            assertThat(denial()).contains("no AWS credentials were found").contains("AWS_BEARER_TOKEN_BEDROCK");
        }
    }

    @Test
    void anInstanceWithoutARoleIsADenialThatSaysWhatToSet() {
        metadata.stubFor(put(urlEqualTo("/latest/api/token"))
                .willReturn(aResponse()
                        .withBody("metadata-token")
                        .withHeader("x-aws-ec2-metadata-token-ttl-seconds", "21600")));
        metadata.stubFor(get(urlPathMatching("/latest/meta-data/.*"))
                .willReturn(aResponse().withStatus(404)));
        try (Properties properties = Properties.nowhere()) {
            properties.set("aws.disableEc2Metadata", "false").set("aws.ec2MetadataServiceEndpoint", metadata.baseUrl());

            assertThat(denial()).contains("no AWS credentials were found").contains("AWS_BEARER_TOKEN_BEDROCK");
        }
        metadata.verify(0, postRequestedFor(urlPathMatching("/model/.*")));
    }

    /** What the caller hears who asks a model in such surroundings. */
    private String denial() {
        try {
            Bedrock.in("us-east-1")
                    .endpoint(metadata.baseUrl())
                    .credential(BedrockCredential.environment())
                    .model("amazon.nova-lite-v1:0")
                    .chat("hello");
            return "an answer";
        } catch (DeniedException e) {
            return e.getMessage();
        }
    }

    private static String keys(String accessKey) {
        return "{\"Code\":\"Success\",\"Type\":\"AWS-HMAC\",\"LastUpdated\":\"2026-01-01T00:00:00Z\",\"AccessKeyId\":\""
                + accessKey + "\",\"SecretAccessKey\":\"a-secret\",\"Token\":\"a-token\",\"Expiration\":\"" + EXPIRES
                + "\"}";
    }
}
