package dev.interline.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures made by others, for the same requests. */
class SigV4VectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Cases of the OpenAI suite that are not about a signature, and what they are about. */
    private static final Map<String, String> NOT_OF_A_SIGNATURE = Map.ofEntries(
            Map.entry("auth.explicit-bearer", "which credential wins"),
            Map.entry("auth.explicit-aws-over-environment-bearer", "which credential wins"),
            Map.entry("auth.explicit-profile-over-environment-bearer", "which credential wins"),
            Map.entry("auth.environment-bearer-over-default-chain", "which credential wins"),
            Map.entry("auth.default-chain", "which credential wins"),
            Map.entry("auth.empty-environment-bearer-is-absent", "which credential wins"),
            Map.entry("auth.conflicting-explicit-modes", "which credential wins"),
            Map.entry("body.replayable-bytes", "sending again; a signer only ever sees bytes"),
            Map.entry("body.non-replayable-stream-with-retries", "bodies that are streams, which do not exist here"),
            Map.entry("body.non-replayable-stream-without-retries", "bodies that are streams, which do not exist here"),
            Map.entry("redaction.sigv4-and-bearer", "headers in logs, which the transport writes"));

    static Stream<String> suite() throws IOException {
        try (Stream<Path> folders = Files.list(file("aws-c-auth-v4"))) {
            List<String> names = folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
            assertThat(names).hasSize(38);
            return names.stream();
        }
    }

    static Stream<JsonNode> bedrock() throws IOException {
        JsonNode cases = json("bedrock-signing.json");
        assertThat(cases).hasSize(8);
        return StreamSupport.stream(cases.spliterator(), false);
    }

    static Stream<JsonNode> openAi() throws IOException {
        return StreamSupport.stream(
                        json("openai-bedrock-auth-cases.json").path("cases").spliterator(), false)
                .filter(c -> c.path("kind").asText().equals("sigv4"));
    }

    /** The suite gives paths as they are before encoding; encoding what was sent once more comes to the same. */
    @ParameterizedTest
    @MethodSource("suite")
    void suiteOfAws(String name) throws IOException {
        Path folder = file("aws-c-auth-v4/" + name);
        JsonNode context = JSON.readTree(folder.resolve("context.json").toFile());
        SigV4 signer = new SigV4(
                context.path("region").asText(), context.path("service").asText());
        if (context.path("sign_body").asBoolean()) signer = signer.withBodyHash();
        if (!context.path("normalize").asBoolean()) signer = signer.withPathAsIs();
        JsonNode keys = context.path("credentials");
        // Here the token is added after signing, so it takes no part in it.
        boolean tokenLater = context.path("omit_session_token").asBoolean();
        Message message = message(Files.readString(folder.resolve("request.txt")));

        Signed signed = signer.sign(
                message.request(),
                message.body().getBytes(StandardCharsets.UTF_8),
                new AwsKeys(
                        keys.path("access_key_id").asText(),
                        keys.path("secret_access_key").asText(),
                        tokenLater ? null : keys.path("token").textValue()),
                Instant.parse(context.path("timestamp").asText()));

        assertThat(signed.authorization())
                .endsWith("Signature=" + Files.readString(folder.resolve("header-signature.txt")));
        assertThat(Files.readString(folder.resolve("header-signed-request.txt")))
                .contains(signed.authorization())
                .contains(signed.date());
    }

    @ParameterizedTest
    @MethodSource("bedrock")
    void requestsToBedrock(JsonNode given) {
        URI url = URI.create(given.path("url").asText());
        JsonNode keys = given.path("credentials");
        SigV4 signer =
                new SigV4(given.path("region").asText(), given.path("service").asText());
        Signable request = new Signable(
                given.path("method").asText(),
                url.getHost(),
                url.getRawPath(),
                "",
                List.of("Content-Type", given.path("contentType").asText()));
        byte[] body = given.path("body").asText().getBytes(StandardCharsets.UTF_8);
        AwsKeys ours = new AwsKeys(
                keys.path("accessKeyId").asText(),
                keys.path("secretAccessKey").asText(),
                keys.path("sessionToken").textValue());
        Instant now = Instant.parse(given.path("timestamp").asText());

        Map<String, String> with = headers(signer.withBodyHash().sign(request, body, ours, now));
        Map<String, String> without = headers(signer.sign(request, body, ours, now));

        JsonNode expected = given.path("withContentSha256Header");
        assertThat(with)
                .containsEntry("authorization", expected.path("authorization").asText());
        Map<String, String> sent = new HashMap<>();
        expected.path("headers")
                .properties()
                .forEach(header -> sent.put(header.getKey(), header.getValue().asText()));
        sent.keySet().removeAll(List.of("host", "content-type"));
        assertThat(with).containsAllEntriesOf(sent).hasSize(sent.size() + 1);
        assertThat(without)
                .containsEntry(
                        "authorization",
                        given.path("withoutContentSha256Header")
                                .path("authorization")
                                .asText())
                .doesNotContainKey("x-amz-content-sha256");
    }

    @Test
    void requestOfOpenAiJava() throws IOException {
        JsonNode given = json("openai-sigv4.json");
        JsonNode keys = given.path("credentials");
        URI url = URI.create(given.path("request").path("url").asText());

        Signed signed = new SigV4(
                        given.path("region").asText(), given.path("service").asText())
                .withBodyHash()
                .sign(
                        new Signable(
                                given.path("request").path("method").asText(),
                                url.getHost(),
                                url.getRawPath(),
                                "",
                                List.of(
                                        "content-type",
                                        given.path("request")
                                                .path("contentType")
                                                .asText())),
                        given.path("request").path("body").asText().getBytes(StandardCharsets.UTF_8),
                        new AwsKeys(
                                keys.path("accessKeyId").asText(),
                                keys.path("secretAccessKey").asText(),
                                keys.path("sessionToken").asText()),
                        Instant.parse(given.path("signingDate").asText()));

        JsonNode expected = given.path("expected");
        assertThat(signed.authorization())
                .isEqualTo(expected.path("authorization").asText());
        assertThat(signed.date()).isEqualTo(expected.path("date").asText());
        assertThat(signed.bodyHash()).isEqualTo(expected.path("payloadHash").asText());
    }

    @ParameterizedTest
    @MethodSource("openAi")
    void requestsOfOpenAiPython(JsonNode given) {
        JsonNode keys = given.path("given").path("credentials");
        JsonNode signing = given.path("given").path("signing");
        JsonNode request = given.path("given").path("request");
        URI url = URI.create(request.path("url").asText());
        List<String> headers = new ArrayList<>();
        request.path("headers").properties().forEach(header -> {
            if (header.getKey().equals("host")) return;
            headers.add(header.getKey());
            headers.add(header.getValue().asText());
        });

        Signed signed = new SigV4(
                        signing.path("region").asText(), signing.path("service").asText())
                .withBodyHash()
                .sign(
                        new Signable(request.path("method").asText(), url.getHost(), url.getRawPath(), "", headers),
                        Base64.getDecoder().decode(request.path("body_base64").asText()),
                        new AwsKeys(
                                keys.path("access_key_id").asText(),
                                keys.path("secret_access_key").asText(),
                                keys.path("session_token").textValue()),
                        Instant.parse(signing.path("timestamp").asText()));

        Map<String, String> expected = new HashMap<>();
        given.path("expected")
                .path("headers")
                .properties()
                .forEach(header ->
                        expected.put(header.getKey(), header.getValue().asText()));
        assertThat(headers(signed)).isEqualTo(expected);
    }

    @Test
    void freshTimeAndKeysOfOpenAiPython() throws IOException {
        JsonNode given = openAiCase("retry.fresh-credentials-and-time");
        byte[] body = Base64.getDecoder()
                .decode(given.path("given").path("body_base64").asText());
        SigV4 signer = new SigV4("us-east-1", "bedrock-mantle").withBodyHash();
        Signable request = new Signable("POST", "localhost", "/v1/responses", "", List.of());
        for (int i = 0; i < 2; i++) {
            String accessKey = given.path("given").path("access_key_ids").get(i).asText();
            Signed signed = signer.sign(
                    request,
                    body,
                    new AwsKeys(accessKey, "secret"),
                    Instant.parse(given.path("given").path("timestamps").get(i).asText()));

            JsonNode expected = given.path("expected");
            assertThat(signed.date())
                    .isEqualTo(expected.path("x_amz_dates").get(i).asText());
            assertThat(signed.bodyHash())
                    .isEqualTo(expected.path("body_sha256").get(i).asText());
            assertThat(signed.authorization()).contains("Credential=" + accessKey + "/");
        }
    }

    @Test
    void everyCaseOfOpenAiPythonIsAccountedFor() throws IOException {
        TreeSet<String> known = new TreeSet<>(NOT_OF_A_SIGNATURE.keySet());
        openAi().forEach(c -> known.add(c.path("id").asText()));
        known.add("retry.fresh-credentials-and-time");
        TreeSet<String> all = new TreeSet<>();
        for (JsonNode c : json("openai-bedrock-auth-cases.json").path("cases"))
            all.add(c.path("id").asText());

        assertThat(known).isEqualTo(all).hasSize(14);
    }

    private record Message(Signable request, String body) {}

    private static Message message(String text) {
        int blank = text.indexOf("\n\n");
        String head = blank < 0 ? text.stripTrailing() : text.substring(0, blank);
        // A line that begins with a blank goes on with the value of the line before it.
        String[] lines = head.split("\n(?! )");
        String target = lines[0].substring(lines[0].indexOf(' ') + 1, lines[0].lastIndexOf(' '));
        int mark = target.indexOf('?');
        String host = "";
        List<String> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String name = lines[i].substring(0, lines[i].indexOf(':'));
            String value = lines[i].substring(lines[i].indexOf(':') + 1);
            if (name.equals("Host")) {
                host = value;
            } else {
                headers.add(name);
                headers.add(value);
            }
        }
        Signable request = new Signable(
                lines[0].substring(0, lines[0].indexOf(' ')),
                host,
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? "" : target.substring(mark + 1),
                headers);
        return new Message(request, blank < 0 ? "" : text.substring(blank + 2));
    }

    private static Map<String, String> headers(Signed signed) {
        Map<String, String> headers = new TreeMap<>();
        signed.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    private static JsonNode openAiCase(String id) throws IOException {
        for (JsonNode c : json("openai-bedrock-auth-cases.json").path("cases"))
            if (c.path("id").asText().equals(id)) return c;
        throw new AssertionError("no case " + id);
    }

    private static JsonNode json(String name) throws IOException {
        return JSON.readTree(file(name).toFile());
    }

    private static Path file(String name) {
        try {
            return Path.of(
                    SigV4VectorsTest.class.getResource("/vectors/sigv4/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
