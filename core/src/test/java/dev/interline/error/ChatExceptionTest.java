package dev.interline.error;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ModelId;
import dev.interline.Trail;
import dev.interline.error.ChatException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChatExceptionTest {
    private static Failure should(boolean retry) {
        return new Failure(400, "", "", null, "", retry);
    }

    @Test
    void everyKindHasItsClassAndItsAdvice() {
        assertThat(Stream.of(ChatException.class.getPermittedSubclasses())
                        .map(type -> type.getSimpleName().replace("Exception", ""))
                        .collect(Collectors.toSet()))
                .isEqualTo(
                        Stream.of(Kind.values()).map(kind -> camel(kind.name())).collect(Collectors.toSet()));
        assertThat(kinds(Advice.RETRY)).containsExactlyInAnyOrder(Kind.RATE_LIMITED, Kind.UNAVAILABLE, Kind.UNREADABLE);
        assertThat(kinds(Advice.STOP))
                .containsExactlyInAnyOrder(
                        Kind.OVER_BUDGET,
                        Kind.BLOCKED,
                        Kind.TRUNCATED,
                        Kind.MISMATCH,
                        Kind.INVALID,
                        Kind.TOOL_FAILED,
                        Kind.CANCELLED,
                        Kind.DEADLINE_EXCEEDED,
                        Kind.STREAM_BROKEN);
    }

    private static Set<Kind> kinds(Advice advice) {
        return Stream.of(Kind.values()).filter(kind -> kind.advice() == advice).collect(Collectors.toSet());
    }

    private static String camel(String name) {
        return Pattern.compile("([A-Z])([A-Z]*)_?")
                .matcher(name)
                .replaceAll(word -> word.group(1) + word.group(2).toLowerCase(Locale.ROOT));
    }

    @Test
    void targetsOwnWordOnRetryingWins() {
        assertThat(new UnavailableException("down", should(false), null).advice())
                .isEqualTo(Advice.FAIL_OVER);
        assertThat(new InvalidException("bad", should(false), null).advice()).isEqualTo(Advice.STOP);
        assertThat(new InvalidException("bad", should(true), null).advice()).isEqualTo(Advice.RETRY);
        assertThat(new DeniedException("no", should(true), null).advice()).isEqualTo(Advice.RETRY);
    }

    @Test
    void whoeverIsSilentStaysSilentButAConnectionMayBeMade() {
        for (TimedOutException.Clock clock : TimedOutException.Clock.values()) {
            TimedOutException e = new TimedOutException(clock, ofSeconds(5));
            assertThat(e.advice())
                    .isEqualTo(clock == TimedOutException.Clock.CONNECT ? Advice.RETRY : Advice.FAIL_OVER);
            assertThat(e.ran()).isEqualTo(ofSeconds(5));
        }
        assertThat(new TimedOutException(TimedOutException.Clock.CONNECT, Duration.ZERO, "no", should(false), null)
                        .advice())
                .isEqualTo(Advice.FAIL_OVER);
    }

    @Test
    void messageNamesWhoHowAndWhatWasSaid() {
        RateLimitedException e = new RateLimitedException(
                "too many requests",
                new Failure(429, "ThrottlingException", "req-7", ofSeconds(3), "Slow down.", null),
                null);
        e.locate(new ModelId("bedrock", "eu-west-1", "nova"), "standby");
        assertThat(e)
                .hasMessage("standby: bedrock/eu-west-1/nova: too many requests (status 429, code ThrottlingException,"
                        + " request req-7, retry after 3000 ms: Slow down.)");
        e.locate(new ModelId("azure", "", "gpt"), "other");
        assertThat(e.target()).isEqualTo("standby");
        assertThat(e.model().orElseThrow().cloud()).isEqualTo("bedrock");
    }

    @Test
    void vendorsMessageIsShortened() {
        Failure failure = Failure.of("code", "x".repeat(10_000));
        assertThat(failure.text()).hasSize(Failure.LONGEST_TEXT).endsWith("…");
    }

    @Test
    void routeIsAsHopefulAsItsBestTargetAndFreeAsSoonAsTheFirst() {
        InvalidException stop = new InvalidException("bad");
        UnavailableException later = new UnavailableException("down", Failure.NONE.after(ofSeconds(9)), null);
        RateLimitedException soon = new RateLimitedException("slow", Failure.NONE.after(ofSeconds(4)), null);
        AllTargetsFailedException e = new AllTargetsFailedException("nobody", List.of(stop, later, soon));
        assertThat(e.advice()).isEqualTo(Advice.FAIL_OVER);
        assertThat(e.retryAfter()).contains(ofSeconds(4));
        assertThat(e.getCause()).isSameAs(soon);
        assertThat(e.getSuppressed()).containsExactly(stop, later);
        AllTargetsFailedException hopeless = new AllTargetsFailedException("nobody", List.of(stop));
        assertThat(hopeless.advice()).isEqualTo(Advice.STOP);
        assertThat(hopeless.retryAfter()).isEmpty();
        assertThat(new AllTargetsFailedException("nobody", List.of()).getCause())
                .isNull();
    }

    @Test
    void survivesSerialisationWithoutWhatItCarried() throws Exception {
        RateLimitedException before =
                new RateLimitedException("slow", Failure.of(429, "code", "text"), new IllegalStateException("cause"));
        before.locate(new ModelId("azure", "", "gpt"), "here");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(before);
        ChatException after =
                (ChatException) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertThat(after.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(after.advice()).isEqualTo(Advice.RETRY);
        assertThat(after.status()).isZero();
        assertThat(after.target()).isEmpty();
        assertThat(after.trail()).isEqualTo(Trail.EMPTY);
        assertThat(after.partial()).isEmpty();
        assertThat(after).hasMessage("slow");
        ChatException all = new AllTargetsFailedException("nobody", List.of(before));
        bytes.reset();
        new ObjectOutputStream(bytes).writeObject(all);
        all = (ChatException) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertThat(((AllTargetsFailedException) all).failures()).isEmpty();
    }
}
