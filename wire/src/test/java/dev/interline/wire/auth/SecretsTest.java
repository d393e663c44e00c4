package dev.interline.wire.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.CallContext;
import dev.interline.ModelId;
import dev.interline.Profile;
import dev.interline.error.ChatException;
import dev.interline.error.DeniedException;
import dev.interline.testing.ManualTime;
import dev.interline.wire.Outgoing;
import dev.interline.wire.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets print nothing, go into one header, and are replaced after a refusal. */
class SecretsTest {

    @Test
    void aSecretPrintsNothingAndIsTrimmed() {
        Secret secret = Secret.of("  key-1234\n");

        assertThat(secret).hasToString("[secret]").isEqualTo(Secret.of("key-1234"));
        assertThat(secret.reveal()).isEqualTo("key-1234");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab\ncd", "ab\rcd", "abc\u00fc", "a\u0000"})
    void whatCannotStandInAHeaderIsRefusedWithoutBeingShown(String text) {
        assertThatThrownBy(() -> Secret.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a character that a header cannot carry")
                .hasMessageNotContaining("ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void aBlankSecretAsksForTheVariable(String text) {
        assertThatThrownBy(() -> Secret.of(text)).hasMessageContaining("is the variable set that it is read from?");
    }

    @Test
    void aKeyThatIsMissingIsADenialThatSaysWhatToSet() {
        SecretHeader header = SecretHeader.named("api-key", SecretSource.asked(() -> null, "set MY_KEY"));

        assertThatThrownBy(() -> header.sign(outgoing(CallContext.create())))
                .isInstanceOf(DeniedException.class)
                .hasMessage("set MY_KEY");
    }

    @Test
    void aKeyThatWasChangedMeanwhileIsWorthOneMoreTry() {
        Queue<String> keys = new ArrayDeque<>(List.of("old", "new"));
        SecretHeader header = SecretHeader.named("api-key", SecretSource.asked(keys::poll, "none"));
        Outgoing request = outgoing(CallContext.create());
        header.sign(request);

        assertThat(header.repair(request, refusal(401), denied())).isTrue();
    }

    @Test
    void theSameKeyIsNotSentAgain() {
        SecretHeader header = SecretHeader.named("api-key", SecretSource.asked(() -> "same", "none"));
        Outgoing request = outgoing(CallContext.create());
        header.sign(request);

        assertThat(header.repair(request, refusal(401), denied())).isFalse();
    }

    @Test
    void onlyA401AsksForAnother() {
        SecretHeader header =
                SecretHeader.bearer(SecretSource.asked(new ArrayDeque<>(List.of("a", "b"))::poll, "none"));
        Outgoing request = outgoing(CallContext.create());
        header.sign(request);

        assertThat(header.repair(request, refusal(403), denied())).isFalse();
        assertThat(request.headers()).containsEntry("Authorization", "Bearer a");
    }

    @Test
    void theRefusalIsKeptWhenNoOtherCanBeHad() {
        SecretHeader header =
                SecretHeader.named("api-key", SecretSource.asked(new ArrayDeque<>(List.of("a"))::poll, "none"));
        Outgoing request = outgoing(CallContext.create());
        header.sign(request);
        ChatException refused = denied();

        assertThat(header.repair(request, refusal(401), refused)).isFalse();
        assertThat(refused.getSuppressed()).hasSize(1);
    }

    @Test
    void eachHolderHasASignerOfItsOwnAndTheLatestThousandAreKept() {
        List<String> made = new ArrayList<>();
        Keyring ring = new Keyring(call -> call.tags().getOrDefault("tenant", ""), name -> {
            made.add(name);
            return SecretHeader.named("api-key", SecretSource.asked(() -> "key-" + name, "none"));
        });

        for (int i = 0; i <= 1_000; i++) {
            ring.sign(outgoing(tenant(i)));
        }
        Outgoing again = outgoing(tenant(1_000));
        ring.sign(again);
        assertThat(made).hasSize(1_001);
        assertThat(again.headers()).containsEntry("api-key", "key-t1000");

        ring.sign(outgoing(tenant(0)));
        assertThat(made).hasSize(1_002);
    }

    @Test
    void aCredentialThatWasChangedHasAnotherVersion() {
        AtomicReference<String> key = new AtomicReference<>("one");
        SecretHeader header = SecretHeader.named("api-key", SecretSource.asked(key::get, "none"));
        Keyring ring = new Keyring(call -> call.tags().getOrDefault("tenant", ""), name -> header);
        long before = ring.version(tenant(1));
        assertThat(ring.version(tenant(1))).isEqualTo(before).isNotZero();
        key.set("two");
        assertThat(ring.version(tenant(1))).isNotEqualTo(before);
        key.set("");
        assertThat(ring.version(tenant(1))).as("none at all").isZero();
    }

    @Test
    void aTokenThatIsKeptHasTheSameVersionUntilItEnds() {
        ManualTime time = new ManualTime();
        AtomicInteger fetched = new AtomicInteger();
        SecretHeader header = SecretHeader.bearer(SecretSource.kept(new Renewed<>(
                "a token",
                anew -> Token.of(
                        "token-" + fetched.incrementAndGet(), time.now().plusSeconds(600)),
                Token::expires,
                failure -> new DeniedException("no token"),
                time)));
        assertThat(header.version(CallContext.create())).isZero();
        assertThat(fetched.get()).as("nothing is fetched for it").isZero();
        header.sign(outgoing(CallContext.create()));
        long first = header.version(CallContext.create());
        assertThat(first).isNotZero();
        time.advance(Duration.ofMinutes(11));
        assertThat(header.version(CallContext.create())).isZero();
        header.sign(outgoing(CallContext.create()));
        assertThat(header.version(CallContext.create())).isNotZero().isNotEqualTo(first);
    }

    @Test
    void makingOneHoldersSignerHoldsUpNobodyElse() {
        AtomicReference<Keyring> ring = new AtomicReference<>();
        ring.set(new Keyring(call -> call.tags().getOrDefault("tenant", ""), name -> {
            if (name.equals("t1")) {
                CompletableFuture.runAsync(() -> ring.get().sign(outgoing(tenant(2))))
                        .orTimeout(5, TimeUnit.SECONDS)
                        .join();
            }
            return SecretHeader.named("api-key", SecretSource.asked(() -> "key-" + name, "none"));
        }));
        Outgoing slow = outgoing(tenant(1));
        ring.get().sign(slow);
        assertThat(slow.headers()).containsEntry("api-key", "key-t1");
    }

    private static CallContext tenant(int number) {
        return CallContext.create().tag("tenant", "t" + number);
    }

    private static Outgoing outgoing(CallContext context) {
        Profile profile = Profile.of(new ModelId("cloud", "", "model"));
        return new Outgoing("POST", "https://example.com", null, profile, context, false);
    }

    private static Refusal refusal(int status) {
        return Refusal.answer(status, "", name -> null);
    }

    private static ChatException denied() {
        return new DeniedException("refused");
    }
}
