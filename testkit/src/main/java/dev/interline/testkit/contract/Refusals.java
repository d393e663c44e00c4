package dev.interline.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interline.ChatStream;
import dev.interline.error.Advice;
import dev.interline.error.ChatException;
import dev.interline.error.ChatException.Kind;
import dev.interline.testkit.Fault;
import dev.interline.testkit.Play;
import dev.interline.testkit.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A failure is told by what it means, whichever way the cloud says it. */
interface Refusals extends Suite {
    /** Those of the registry and of the great front ends. */
    List<Integer> STATUSES = List.of(
            400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422,
            423, 424, 425, 426, 428, 429, 431, 451, 499, 500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 522, 524,
            529, 530, 598);

    private static Kind meaning(Fault fault) {
        return switch (fault) {
            case THROTTLED -> Kind.RATE_LIMITED;
            case UNAVAILABLE, OVERLOADED, INTERNAL -> Kind.UNAVAILABLE;
            case TIMED_OUT -> Kind.TIMED_OUT;
            case DENIED -> Kind.DENIED;
            case UNKNOWN_MODEL -> Kind.NOT_FOUND;
            case TOO_LONG -> Kind.TOO_LONG;
            case BLOCKED -> Kind.BLOCKED;
            case INVALID -> Kind.INVALID;
        };
    }

    @TestFactory
    default List<DynamicTest> eachRefusalIsOfItsKind() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            if (fault == Fault.BLOCKED && !has(Trait.BLOCKED_PROMPT)) {
                continue;
            }
            for (Way way : Way.values()) {
                tests.add(DynamicTest.dynamicTest(fault + " " + way, () -> {
                    bench().cloud().fails(fault);
                    ChatException e = way.failure(subject(), Suite.question());
                    assertEquals(meaning(fault), e.kind(), e::getMessage);
                    complete(e);
                }));
            }
        }
        return tests;
    }

    private void complete(ChatException e) {
        assertEquals(subject().profile().id(), e.model().orElse(null), "the model is named");
        assertTrue(e.trail().attempts() >= 1, "the trail has a line");
        assertFalse(e.getMessage().contains(bench().key()), "no key in the message");
        if (has(Trait.REQUEST_ID)) {
            assertFalse(e.kind() != Kind.BLOCKED && e.requestId().isEmpty(), "the request's id is told");
        }
    }

    @TestFactory
    default List<DynamicTest> anErrorInsideAStreamIsOfItsKind() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Fault fault : List.of(Fault.THROTTLED, Fault.UNAVAILABLE, Fault.INTERNAL, Fault.OVERLOADED)) {
            tests.add(DynamicTest.dynamicTest(fault + " first", () -> {
                bench().cloud().plays(Play.says(ANSWER).errorFirst(fault));
                ChatException e = assertThrows(ChatException.class, () -> subject().stream(Suite.question()));
                assertEquals(meaning(fault), e.kind(), e::getMessage);
            }));
            tests.add(DynamicTest.dynamicTest(fault + " before content", () -> {
                bench().cloud().plays(Play.says(ANSWER).errorAfterTokens(0, fault));
                ChatException e = assertThrows(ChatException.class, () -> subject().stream(Suite.question()));
                assertEquals(meaning(fault), e.kind(), e::getMessage);
            }));
            tests.add(DynamicTest.dynamicTest(fault + " after content", () -> {
                bench().cloud().plays(Play.says(ANSWER).errorAfterTokens(3, fault));
                try (ChatStream stream = subject().stream(Suite.question())) {
                    ChatException e = Suite.cause(assertThrows(ChatException.class, stream::response));
                    assertEquals(meaning(fault), e.kind(), e::getMessage);
                    assertEquals(
                            "The quick brown", stream.partial().orElseThrow().text());
                }
            }));
        }
        return tests;
    }

    @Test
    default void aKeyThatIsNotKnownIsDenied() {
        bench().cloud().accepts("another").says(ANSWER);
        for (Way way : Way.values()) {
            ChatException e = way.failure(subject(), Suite.question());
            assertEquals(Kind.DENIED, e.kind(), e::getMessage);
            assertFalse(e.getMessage().contains(bench().key()), "no key in the message");
        }
    }

    @Test
    default void aFilterThatStopsTheAnswerIsAFailureWithWhatWasSaid() {
        assumeTrue(has(Trait.FILTER));
        bench().cloud().says(ANSWER).stops(Stop.FILTERED);
        for (Way way : Way.values()) {
            ChatException e = way.failure(subject(), Suite.question());
            assertEquals(Kind.BLOCKED, e.kind(), way.name());
            assertTrue(e.partial().isPresent(), way + ": what was said until then");
        }
    }

    @Test
    default void pagesOfAGatewayAreUnderstoodByTheirStatus() {
        for (Way way : Way.values()) {
            bench().cloud().next(Play.html(502), Play.html(503), Play.html(404));
            assertEquals(
                    Kind.UNAVAILABLE, way.failure(subject(), Suite.question()).kind());
            assertEquals(
                    Kind.UNAVAILABLE, way.failure(subject(), Suite.question()).kind());
            assertEquals(
                    Kind.NOT_FOUND, way.failure(subject(), Suite.question()).kind());
        }
    }

    @Test
    default void bodiesWithNothingInThemAreUnderstoodByTheirStatus() {
        for (Way way : Way.values()) {
            bench().cloud()
                    .next(
                            Play.answers(429, "application/json", ""),
                            Play.answers(500, "application/json", ""),
                            Play.answers(401, "text/plain", ""),
                            Play.answers(403, "text/plain", ""));
            assertEquals(
                    Kind.RATE_LIMITED, way.failure(subject(), Suite.question()).kind());
            assertEquals(
                    Kind.UNAVAILABLE, way.failure(subject(), Suite.question()).kind());
            assertEquals(Kind.DENIED, way.failure(subject(), Suite.question()).kind());
            assertEquals(Kind.DENIED, way.failure(subject(), Suite.question()).kind());
        }
    }

    /** What the caller got wrong is not tried again, and what the target got wrong is not held against the caller. */
    @Test
    default void everyStatusIsUnderstoodWithoutWords() {
        Set<Integer> ofTheTarget = Set.of(408, 409, 424, 425, 429, 499);
        for (String body : List.of("", "{\"error\":{\"message\":\"x\"}}")) {
            for (int status : STATUSES) {
                bench().cloud().plays(Play.answers(status, "application/json", body));
                ChatException e = Way.WHOLE.failure(subject(), Suite.question());
                String what = status + " " + body + ": " + e;
                if (status == 429) {
                    assertEquals(Kind.RATE_LIMITED, e.kind(), what);
                } else if (status < 500 && !ofTheTarget.contains(status)) {
                    assertNotEquals(Advice.RETRY, e.advice(), what);
                } else {
                    assertNotEquals(Advice.STOP, e.advice(), what);
                }
            }
        }
    }

    @Test
    default void anAnswerThatMakesNoSenseIsUnreadable() {
        bench().cloud().plays(Play.answers(200, "application/json", "{\"what\": 1}"));
        assertEquals(
                Kind.UNREADABLE, Way.WHOLE.failure(subject(), Suite.question()).kind());
        bench().cloud().plays(Play.html(200));
        assertEquals(
                Kind.UNREADABLE, Way.WHOLE.failure(subject(), Suite.question()).kind());
    }

    @Test
    default void aStreamThatIsCutIsNoAnswer() {
        for (Play play : List.of(
                Play.says(ANSWER).cutAfterTokens(3),
                Play.says(ANSWER).closedAfterTokens(3),
                Play.says(ANSWER).resetAfterTokens(3))) {
            bench().cloud().plays(play);
            try (ChatStream stream = subject().stream(Suite.question())) {
                ChatException e = Suite.cause(assertThrows(ChatException.class, stream::response));
                assertEquals(Kind.UNAVAILABLE, e.kind(), e::getMessage);
                assertEquals("The quick brown", stream.partial().orElseThrow().text());
            }
        }
    }

    @Test
    default void aConnectionThatIsResetIsUnavailable() {
        bench().cloud().resets();
        for (Way way : Way.values()) {
            assertEquals(
                    Kind.UNAVAILABLE, way.failure(subject(), Suite.question()).kind());
        }
    }

    @Test
    default void aRedirectIsNotFollowed() {
        for (int status : new int[] {301, 302, 307, 308}) {
            bench().cloud()
                    .plays(Play.answers(status, "text/plain", "")
                            .header("Location", bench().clouds().url("elsewhere") + "/stolen"));
            ChatException e = Way.WHOLE.failure(subject(), Suite.question());
            assertEquals(Kind.NOT_FOUND, e.kind(), e::getMessage);
        }
        assertEquals(0, bench().clouds().on("elsewhere").calls(), "nothing was sent elsewhere");
    }
}
