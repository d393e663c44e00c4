package dev.interline.bedrock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatResponse;
import dev.interline.Hop;
import dev.interline.error.DeadlineExceededException;
import dev.interline.error.DeniedException;
import dev.interline.testing.ManualTime;
import dev.interline.wire.auth.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens when a credential is refused, has aged, or was signed with by a wrong clock. */
class CredentialRepairTest {
    private static final ResponseDefinitionBuilder HELLO = okJson(Wire.ANSWER);
    private static final ResponseDefinitionBuilder BAD_KEY = aResponse()
            .withStatus(403)
            .withBody("{\"Message\":\"Authentication failed: Please make sure your API Key is valid.\"}");

    private final Wire wire = new Wire();

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void aRefusedKeyIsReplacedOnce() {
        wire.answers(BAD_KEY, HELLO);
        Queue<String> keys = new ArrayDeque<>(List.of("old-key", "new-key"));
        ChatModel model = Wire.chat(wire.bedrock().token(() -> Token.of(keys.remove())));

        ChatResponse answer = Wire.ask(model);

        assertThat(authorizations()).containsExactly("Bearer old-key", "Bearer new-key");
        assertThat(answer.trail().hops()).extracting(Hop::why).containsExactly(Hop.Why.FIRST, Hop.Why.REPAIR);
    }

    @Test
    void aKeyThatStaysTheSameIsRefusedAtOnce() {
        wire.answers(BAD_KEY);

        assertThatThrownBy(() -> Wire.ask(Wire.chat(wire.bedrock().apiKey("a-key"))))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("made for another region");
        assertThat(wire.requests()).hasSize(1);
    }

    @Test
    void aMissingRightIsNoReasonForAnotherKey() {
        wire.answers(
                aws(403, "AccessDeniedException", "You don't have access to the model with the specified model ID."));
        AtomicInteger asked = new AtomicInteger();

        assertThatThrownBy(() -> Wire.ask(Wire.chat(wire.bedrock().keys(() -> {
                    asked.incrementAndGet();
                    return new AwsKeys("FIRST", "a-secret");
                }))))
                .isInstanceOf(DeniedException.class);
        assertThat(wire.requests()).hasSize(1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void expiredKeysAreReplacedOnceAndTheTokenOfTheOldOnesDoesNotStay() {
        wire.answers(aws(403, "ExpiredTokenException", "The security token included in the request is expired"), HELLO);
        Queue<AwsKeys> keys = new ArrayDeque<>(
                List.of(new AwsKeys("FIRST", "a-secret", "a-token"), new AwsKeys("SECOND", "b-secret")));

        Wire.ask(Wire.chat(wire.bedrock().keys(keys::remove)));

        assertThat(authorizations().get(0)).contains("Credential=FIRST/");
        assertThat(authorizations().get(1)).contains("Credential=SECOND/");
        assertThat(wire.request().getHeader("X-Amz-Security-Token")).isNull();
    }

    @Test
    void aFailedReplacementLeavesTheRefusal() {
        wire.answers(aws(403, "ExpiredTokenException", "The security token included in the request is expired"));
        AtomicInteger asked = new AtomicInteger();

        assertThatThrownBy(() -> Wire.ask(Wire.chat(wire.bedrock().keys(() -> {
                    if (asked.getAndIncrement() > 0) {
                        throw new IllegalStateException("vault is sealed");
                    }
                    return new AwsKeys("FIRST", "a-secret");
                }))))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("have expired")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(wire.requests()).hasSize(1);
    }

    @Test
    void eachRequestIsSignedWithItsDate() {
        wire.answers(HELLO);
        ManualTime time = new ManualTime();
        ChatModel model = Wire.chat(wire.bedrock().time(time).keys(new AwsKeys("FIRST", "a-secret")));

        Wire.ask(model);
        time.advance(Duration.ofSeconds(5));
        Wire.ask(model);

        assertThat(wire.requests())
                .extracting(request -> request.getHeader("X-Amz-Date"))
                .containsExactlyInAnyOrder("20260101T000000Z", "20260101T000005Z");
    }

    @Test
    void aWrongClockIsPutRightOnceAndForAll() {
        wire.answers(
                aws(403, "InvalidSignatureException", "Signature expired")
                        .withHeader("Date", "Thu, 01 Jan 2026 00:20:00 GMT"),
                HELLO);
        ManualTime time = new ManualTime();
        ChatModel model = Wire.chat(wire.bedrock().time(time).keys(new AwsKeys("FIRST", "a-secret")));

        Wire.ask(model);
        Wire.ask(model);

        assertThat(wire.requests())
                .extracting(request -> request.getHeader("X-Amz-Date"))
                .containsExactlyInAnyOrder("20260101T000000Z", "20260101T002000Z", "20260101T002000Z");
    }

    @Test
    void aClockThatIsRightIsLeftAlone() {
        wire.answers(aws(403, "InvalidSignatureException", "The signature does not match")
                .withHeader("Date", "Thu, 01 Jan 2026 00:03:59 GMT"));

        assertThatThrownBy(() -> Wire.ask(
                        Wire.chat(wire.bedrock().time(new ManualTime()).keys(new AwsKeys("FIRST", "a-secret")))))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("secret access key is wrong");
        assertThat(wire.requests()).hasSize(1);
    }

    @Test
    void keysAreFetchedAnewBeforeTheyExpireWithoutKeepingAnybodyWaiting() {
        wire.answers(HELLO);
        ManualTime time = new ManualTime();
        AtomicInteger asked = new AtomicInteger();
        ChatModel model = Wire.chat(wire.bedrock().time(time).keys(() -> {
            Instant expires = time.now().plus(Duration.ofHours(1));
            return new AwsKeys("KEY" + asked.incrementAndGet(), "a-secret", "a-token", expires);
        }));

        Wire.ask(model);
        time.advance(Duration.ofMinutes(54));
        Wire.ask(model);
        assertThat(asked).hasValue(1);
        time.advance(Duration.ofMinutes(2));
        Wire.ask(model);
        time.settle();
        assertThat(asked).hasValue(2);
        Wire.ask(model);

        assertThat(wire.request().getHeader("Authorization")).contains("Credential=KEY2/");
        assertThat(wire.requests()).hasSize(4);
    }

    @Test
    void whoeverWaitsForKeysWaitsUnderTheDeadlineOfTheCall() {
        ManualTime time = new ManualTime();
        ChatModel model = Wire.chat(wire.bedrock().time(time).keys(() -> {
            try {
                time.gate().await(Duration.ofHours(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new AwsKeys("LATE", "a-secret");
        }));

        assertThatThrownBy(() -> Wire.ask(model, CallContext.within(Duration.ofSeconds(3))))
                .isInstanceOf(DeadlineExceededException.class);
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(3));
        assertThat(wire.requests()).isEmpty();
    }

    @Test
    void eachTenantHasKeysOfItsOwn() {
        wire.answers(HELLO);
        AtomicInteger made = new AtomicInteger();
        ChatModel model =
                Wire.chat(wire.bedrock().credentials(call -> call.tags().getOrDefault("tenant", ""), tenant -> {
                    made.incrementAndGet();
                    return BedrockCredential.apiKey("key-of-" + tenant);
                }));

        for (String tenant : List.of("a", "b", "a")) {
            CallContext call = CallContext.create().tag("tenant", tenant);
            Wire.ask(model, call);
            assertThat(wire.request().getHeader("Authorization")).isEqualTo("Bearer key-of-" + tenant);
            assertThat(model.profile().credentialKey(call)).isEqualTo(tenant);
        }
        assertThat(made).hasValue(2);
    }

    @Test
    void aCallOfNobodyIsOneOfTheHolderWithoutAName() {
        wire.answers(HELLO);
        ChatModel model = Wire.chat(wire.bedrock()
                .credentials(
                        call -> call.tags().get("tenant"), tenant -> BedrockCredential.apiKey("of<" + tenant + ">")));

        Wire.ask(model, CallContext.create());

        assertThat(wire.request().getHeader("Authorization")).isEqualTo("Bearer of<>");
        assertThat(model.profile().credentialKey(CallContext.create())).isEmpty();
    }

    private List<String> authorizations() {
        return wire.requests().stream()
                .map((LoggedRequest request) -> request.getHeader("Authorization"))
                .toList();
    }

    private static ResponseDefinitionBuilder aws(int status, String type, String message) {
        return aResponse()
                .withStatus(status)
                .withHeader("x-amzn-ErrorType", type + ":http://internal.amazon.com/coral/com.amazon.bedrock/")
                .withBody("{\"message\":\"" + message + "\"}");
    }
}
