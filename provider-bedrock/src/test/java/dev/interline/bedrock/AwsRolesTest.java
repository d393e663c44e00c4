package dev.interline.bedrock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okXml;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.error.ChatException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Roles, through the real library and a token service on loopback. */
class AwsRolesTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/answers";

    @RegisterExtension
    static final WireMockExtension STS =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @TempDir
    Path directory;

    private Properties properties = Properties.nowhere();

    @BeforeEach
    void aim() {
        properties = Properties.nowhere().set("aws.region", "us-east-1").set("aws.endpointUrlSts", STS.baseUrl());
    }

    @AfterEach
    void restore() {
        properties.close();
    }

    private static String keys(String action, String accessKey) {
        return """
                <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult>
                <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/answers/us</Arn>
                <AssumedRoleId>AROA:us</AssumedRoleId></AssumedRoleUser>
                <Credentials><AccessKeyId>%2$s</AccessKeyId><SecretAccessKey>a-secret</SecretAccessKey>
                <SessionToken>a-session</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>
                </%1$sResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></%1$sResponse>
                """.formatted(action, accessKey);
    }

    private static final String CONVERSE = "/model/amazon.nova-lite-v1%3A0/converse";

    /** Signs one question and tells the headers that it went out with. */
    private static Map<String, String> ask(ChatModel model) {
        model.chat(ChatRequest.builder().user("hello").maxOutputTokens(100).build());
        LoggedRequest request =
                STS.findAll(postRequestedFor(urlEqualTo(CONVERSE))).get(0);
        return Map.of(
                "Authorization", request.getHeader("Authorization"),
                "X-Amz-Security-Token", request.getHeader("X-Amz-Security-Token"));
    }

    private static ChatModel model(BedrockCredential credential) {
        STS.stubFor(post(CONVERSE).willReturn(okJson("""
                {"output":{"message":{"role":"assistant","content":[{"text":"yes"}]}},"stopReason":"end_turn",
                 "usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}
                """)));
        return Bedrock.in("us-east-1")
                .endpoint(STS.baseUrl())
                .credential(credential)
                .model("amazon.nova-lite-v1:0", options -> options.reasons(false));
    }

    private ChatModel webIdentity() throws Exception {
        properties
                .set("aws.roleArn", ROLE)
                .set("aws.roleSessionName", "us")
                .set(
                        "aws.webIdentityTokenFile",
                        Files.writeString(directory.resolve("token"), "a-web-token")
                                .toString());
        return model(BedrockCredential.environment());
    }

    @Test
    void aWebIdentityBecomesARole() throws Exception {
        STS.stubFor(post("/")
                .withRequestBody(containing("Action=AssumeRoleWithWebIdentity"))
                .willReturn(okXml(keys("AssumeRoleWithWebIdentity", "ASIAWEB"))));

        assertThat(ask(webIdentity()))
                .containsEntry("X-Amz-Security-Token", "a-session")
                .hasEntrySatisfying("Authorization", value -> assertThat(value).contains("Credential=ASIAWEB/"));
        STS.verify(1, postRequestedFor(urlEqualTo("/")).withRequestBody(containing("WebIdentityToken=a-web-token")));
    }

    @Test
    void aThousandRequestsAtOnceAssumeTheRoleOnce() throws Exception {
        STS.stubFor(post("/").willReturn(okXml(keys("AssumeRoleWithWebIdentity", "ASIAWEB"))));
        ChatModel model = webIdentity();
        int requests = 1_000;
        CountDownLatch ready = new CountDownLatch(requests);
        Set<String> tokens = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(requests);
        for (int i = 0; i < requests; i++) {
            threads.execute(() -> {
                ready.countDown();
                try {
                    ready.await();
                } catch (InterruptedException e) {
                    return;
                }
                tokens.add(ask(model).get("X-Amz-Security-Token"));
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(tokens).containsExactly("a-session");
        STS.verify(1, postRequestedFor(urlEqualTo("/")));
    }

    @Test
    void aProfileAssumesItsRoleWithTheKeysOfAnother() throws Exception {
        STS.stubFor(post("/")
                .withRequestBody(containing("Action=AssumeRole&"))
                .willReturn(okXml(keys("AssumeRole", "ASIAROLE"))));
        properties
                .set(
                        "aws.configFile",
                        Files.writeString(directory.resolve("config"), """
                [profile answers]
                role_arn = %s
                source_profile = base
                region = us-east-1
                """.formatted(ROLE))
                                .toString())
                .set(
                        "aws.sharedCredentialsFile",
                        Files.writeString(directory.resolve("credentials"), """
                [base]
                aws_access_key_id = AKIABASE
                aws_secret_access_key = a-base-secret
                """).toString());

        assertThat(ask(model(BedrockCredential.profile("answers"))))
                .hasEntrySatisfying("Authorization", value -> assertThat(value).contains("Credential=ASIAROLE/"));
        STS.verify(
                1,
                postRequestedFor(urlEqualTo("/"))
                        .withHeader("Authorization", containing("Credential=AKIABASE/"))
                        .withRequestBody(containing("RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fanswers")));
    }

    @Test
    void aRoleThatMayNotBeAssumedIsADenial() throws Exception {
        STS.stubFor(post("/").willReturn(aResponse().withStatus(403).withBody("""
                <ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code>
                <Message>not authorized to perform: sts:AssumeRoleWithWebIdentity</Message></Error></ErrorResponse>
                """)));
        ChatModel model = webIdentity();

        assertThatThrownBy(() -> ask(model))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.kind()).isEqualTo(ChatException.Kind.DENIED));
    }

    @Test
    void withoutTheLibraryForRolesItIsNamed() throws Exception {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("sts-"))
                .collect(Collectors.joining(File.pathSeparator));
        Path token = Files.writeString(directory.resolve("token"), "a-web-token");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Daws.roleArn=" + ROLE,
                        "-Daws.roleSessionName=us",
                        "-Daws.webIdentityTokenFile=" + token,
                        "-Daws.configFile=" + directory.resolve("none"),
                        "-Daws.sharedCredentialsFile=" + directory.resolve("none"),
                        "-Daws.disableEc2Metadata=true",
                        "-cp",
                        classPath,
                        Machine.class.getName(),
                        STS.baseUrl())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).contains("DENIED").contains("add it to the class path").contains("software.amazon.awssdk:sts");
    }

    /** A program that signs in with what it finds. */
    static final class Machine {
        public static void main(String[] args) {
            try {
                Bedrock.in("us-east-1")
                        .endpoint(args[0])
                        .model("amazon.nova-lite-v1:0")
                        .chat("hello");
            } catch (ChatException e) {
                System.out.println(e.kind() + ": " + e.getMessage());
            }
        }
    }
}
