package dev.interline.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interline.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {

    /** AWS's own tests of the endpoint rules; see the note beside the file. */
    @TestFactory
    List<DynamicTest> asTheEndpointRulesSay() throws IOException {
        JsonNode cases;
        try (InputStream in = SiteTest.class.getResourceAsStream("/vectors/bedrock-model/endpoint-tests-1.json")) {
            byte[] bytes = in.readAllBytes();
            cases = Json.read(bytes, 0, bytes.length).path("testCases");
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode each : cases) {
            JsonNode params = each.path("params");
            if (!params.has("Region")) {
                // ours always has one: it is what a signature is made for
                continue;
            }
            tests.add(DynamicTest.dynamicTest(each.path("documentation").asText(), () -> check(each, params)));
        }
        assertThat(tests).hasSize(19);
        return tests;
    }

    private static void check(JsonNode each, JsonNode params) {
        boolean fips = params.path("UseFIPS").asBoolean();
        boolean dualStack = params.path("UseDualStack").asBoolean();
        Bedrock bedrock =
                Bedrock.in(params.path("Region").asText()).surroundings(new Surroundings(name -> null, name -> null));
        if (fips) {
            bedrock.fips();
        }
        if (dualStack) {
            bedrock.dualStack();
        }
        if (params.has("Endpoint")) {
            bedrock.endpoint(params.path("Endpoint").asText());
        }
        if (each.path("expect").has("error")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bedrock.model("amazon.nova-lite-v1:0"))
                    .withMessageContaining("does not go with an endpoint");
        } else {
            assertThat(bedrock.site().base())
                    .hasToString(
                            each.path("expect").path("endpoint").path("url").asText());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1, https://bedrock-mantle.us-east-1.api.aws",
        "us-gov-west-1, https://bedrock-mantle.us-gov-west-1.api.aws",
    })
    void mantleHasHostsOfItsOwn(String region, String host) {
        Site site = Site.of(region, Service.MANTLE, false, false);

        assertThat(site.base()).hasToString(host);
        assertThat(site.service().signingName).isEqualTo("bedrock-mantle");
    }

    @ParameterizedTest
    @CsvSource({
        "eusc-de-east-1, https://bedrock-runtime.eusc-de-east-1.amazonaws.eu",
        "us-isof-south-1, https://bedrock-runtime.us-isof-south-1.csp.hci.ic.gov",
    })
    void partitionsThatTheRulesDoNotTest(String region, String host) {
        assertThat(Site.of(region, Service.RUNTIME, false, false).base()).hasToString(host);
    }

    @Test
    void hostsThatAwsDoesNotHaveAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Site.of("us-east-1", Service.MANTLE, true, false))
                .withMessage("bedrock-mantle has no FIPS hosts: take away mantle, or what asks for FIPS (fips, or"
                        + " AWS_USE_FIPS_ENDPOINT)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Site.of("us-iso-east-1", Service.RUNTIME, false, true))
                .withMessage("dual stack is not known in region us-iso-east-1: give the address as endpoint");
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1a, '\"us-east-1a\" is an availability zone: write the region, us-east-1'",
        "US East, '\"US East\" is no region of AWS: write one such as us-east-1'",
        "us-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-1, '\"us-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-1\" is no region of AWS: write one such as us-east-1'",
        "evil.com/, '\"evil.com/\" is no region of AWS: write one such as us-east-1'",
        "' ', 'the region is blank: write where the model is to be asked, such as us-east-1'",
    })
    void whatIsNoRegionIsRefused(String region, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bedrock.in(region).model("amazon.nova-lite-v1:0"))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com/, RUNTIME,"
                + " https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com, bedrock",
        "https://vpce-1.bedrock-mantle.us-east-1.vpce.amazonaws.com, RUNTIME,"
                + " https://vpce-1.bedrock-mantle.us-east-1.vpce.amazonaws.com, bedrock-mantle",
        "https://gateway.example.com/aws/, MANTLE, https://gateway.example.com/aws, bedrock-mantle",
        "http://127.0.0.1:8080/bedrock, RUNTIME, http://127.0.0.1:8080/bedrock, bedrock",
        "http://localhost:8080, RUNTIME, http://localhost:8080, bedrock",
        "http://[::1]:8080, RUNTIME, http://[::1]:8080, bedrock",
    })
    void anyAddressMayTakeThePlaceOfTheHost(String endpoint, Service service, String base, String signingName) {
        Site site = Site.at(endpoint, false, "us-east-1", service);

        assertThat(site.base()).hasToString(base);
        assertThat(site.service().signingName).isEqualTo(signingName);
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.example.com, 'did you mean https://gateway.example.com ?'",
        "http://gateway.example.com, 'allow-plain-http: true'",
        "ftp://gateway.example.com, 'must begin with https://'",
        "https://key@gateway.example.com, 'holds a user name or password'",
        "https://, 'no address'",
        "https://gateway.example.com/?key=1, 'holds a query'",
        "' ', 'is blank'",
    })
    void whatIsNoAddressIsRefused(String endpoint, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bedrock.in("us-east-1").endpoint(endpoint).model("amazon.nova-lite-v1:0"))
                .withMessageContaining("endpoint")
                .withMessageContaining(message)
                .withMessageNotContaining("key@");
    }

    @Test
    void plainHttpIsAllowedInSoManyWords() {
        assertThat(Site.at("http://gateway.example.com", true, "us-east-1", Service.RUNTIME)
                        .base())
                .hasToString("http://gateway.example.com");
    }

    @Test
    void theEnvironmentMayAskForFips() {
        Bedrock bedrock = Bedrock.in("us-east-1")
                .surroundings(
                        new Surroundings(name -> name.equals("AWS_USE_FIPS_ENDPOINT") ? "TRUE" : null, name -> null));

        assertThat(bedrock.site().base()).hasToString("https://bedrock-runtime-fips.us-east-1.amazonaws.com");
        assertThat(bedrock.endpoint("https://gateway.example.com").site().base())
                .hasToString("https://gateway.example.com");
    }

    @Test
    void mantleDoesNotGoWithAnAddressOfTheOther() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bedrock.in("us-east-1")
                        .mantle()
                        .endpoint("https://bedrock-runtime.us-east-1.amazonaws.com")
                        .model("openai.gpt-5.5"))
                .withMessageContaining("take away mantle");
    }
}
