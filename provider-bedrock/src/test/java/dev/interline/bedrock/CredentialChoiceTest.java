package dev.interline.bedrock;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.error.DeniedException;
import dev.interline.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which credential a request carries. */
class CredentialChoiceTest {
    private final Wire wire = new Wire().answers(okJson(Wire.ANSWER));

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        wire.close();
    }

    /** The cases that the vendors' SDKs agree on; see the note beside the file. */
    @TestFactory
    List<DynamicTest> asTheVendorsAgree() throws IOException {
        JsonNode cases;
        try (InputStream in =
                CredentialChoiceTest.class.getResourceAsStream("/vectors/sigv4/openai-bedrock-auth-cases.json")) {
            byte[] bytes = in.readAllBytes();
            cases = Json.read(bytes, 0, bytes.length).path("cases");
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode each : cases) {
            if (each.path("kind").asText().equals("auth_selection")) {
                tests.add(DynamicTest.dynamicTest(each.path("id").asText(), () -> check(each)));
            }
        }
        assertThat(tests).hasSize(7);
        return tests;
    }

    private void check(JsonNode each) throws IOException {
        JsonNode explicit = each.path("given").path("explicit");
        JsonNode environment = each.path("given").path("environment");
        JsonNode expected = each.path("expected");
        Path credentials = Files.writeString(
                folder.resolve("credentials"),
                "[fixture-profile]\naws_access_key_id = PROFILEKEY\naws_secret_access_key = profile-secret\n");
        try (Properties properties = Properties.nowhere()) {
            properties
                    .set("aws.sharedCredentialsFile", credentials.toString())
                    .set("aws.accessKeyId", "CHAINKEY")
                    .set("aws.secretAccessKey", "chain-secret");
            Bedrock bedrock = wire.bedrock()
                    .surroundings(
                            new Surroundings(name -> environment.path(name).asText(null), name -> null));
            if (expected.has("error")) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> give(bedrock, explicit))
                        .withMessageContaining("a credential was given already");
                return;
            }
            give(bedrock, explicit);
            Wire.ask(Wire.chat(bedrock));
        }
        assertThat(wire.request().getHeader("Authorization"))
                .startsWith(
                        switch (expected.path("auth_source").asText()) {
                            case "explicit" -> "Bearer explicit-bearer-token";
                            case "environment" -> "Bearer environment-bearer-token";
                            case "static" -> "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/";
                            case "profile" -> "AWS4-HMAC-SHA256 Credential=PROFILEKEY/";
                            default -> "AWS4-HMAC-SHA256 Credential=CHAINKEY/";
                        });
    }

    private static void give(Bedrock bedrock, JsonNode explicit) {
        if (explicit.has("bearer")) {
            bedrock.apiKey(explicit.path("bearer").asText());
        }
        if (explicit.has("aws")) {
            bedrock.keys(new AwsKeys(
                    explicit.path("aws").path("access_key_id").asText(),
                    explicit.path("aws").path("secret_access_key").asText()));
        }
        if (explicit.has("profile")) {
            bedrock.profile(explicit.path("profile").asText());
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void theSystemPropertyStandsInForTheVariable(@Nullable String variable) {
        Wire.ask(Wire.chat(wire.bedrock()
                .surroundings(new Surroundings(
                        name -> name.equals(Surroundings.KEY) ? variable : null,
                        name -> name.equals("aws.bearerTokenBedrock") ? "from-property" : null))));

        assertThat(wire.request().getHeader("Authorization")).isEqualTo("Bearer from-property");
    }

    @Test
    void noCredentialAnywhereNamesWhatToSet() {
        try (Properties nowhere = Properties.nowhere()) {
            assertThat(nowhere).isNotNull();
            assertThatThrownBy(() -> Wire.ask(Wire.chat(wire.bedrock())))
                    .isInstanceOf(DeniedException.class)
                    .hasMessageContaining("no AWS credentials were found")
                    .hasMessageContaining("AWS_BEARER_TOKEN_BEDROCK")
                    .hasMessageContaining("AWS_ACCESS_KEY_ID")
                    .hasMessageContaining("AWS_SECRET_ACCESS_KEY")
                    .hasMessageContaining("AWS_PROFILE");
        }
        assertThat(wire.requests()).isEmpty();
    }

    @Test
    void aProfileThatIsNotThereIsNamed() {
        try (Properties nowhere = Properties.nowhere()) {
            assertThat(nowhere).isNotNull();
            assertThatThrownBy(() -> Wire.ask(Wire.chat(wire.bedrock().profile("prod"))))
                    .isInstanceOf(DeniedException.class)
                    .hasMessageContaining("profile \"prod\"")
                    .hasMessageContaining("~/.aws/credentials");
        }
    }

    @Test
    void aMissingArtifactIsNamed() {
        RuntimeException sts = new IllegalStateException(
                "To use assumed roles in the 'prod' profile, the 'sts' service module must be on the class path.");
        RuntimeException sso = new IllegalStateException(
                "To use Sso related properties in the 'prod' profile, the 'sso' service module must be on the class path.");

        assertThat(MissingKeys.chain(null, new IllegalStateException("chain", sts)))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("software.amazon.awssdk:sts");
        assertThat(MissingKeys.chain("prod", sso))
                .hasMessageContaining("software.amazon.awssdk:sso and software.amazon.awssdk:ssooidc");
        assertThat(MissingKeys.chain(null, new NoClassDefFoundError("x")))
                .hasMessageContaining("software.amazon.awssdk:auth");
    }

    @Test
    void aSupplierThatGivesNothingIsNamed() {
        assertThatThrownBy(() -> Wire.ask(Wire.chat(wire.bedrock().apiKey(() -> null))))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("the supplier of apiKey(...) gave none");
        assertThatThrownBy(() -> Wire.ask(Wire.chat(wire.bedrock().keys(() -> {
                    throw new IllegalStateException("vault is sealed");
                }))))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("the supplier of AWS keys failed")
                .hasRootCauseMessage("vault is sealed");
    }
}
