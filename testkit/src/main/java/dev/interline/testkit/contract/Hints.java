package dev.interline.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interline.error.Advice;
import dev.interline.error.ChatException;
import dev.interline.testkit.Fault;
import dev.interline.testkit.Play;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a target says of when to come back, and whether. */
interface Hints extends Suite {

    @Test
    default void theHintOfARateLimitIsHeard() {
        Duration wait = Duration.ofMillis(1850);
        bench().cloud().throttles(wait);
        for (Way way : Way.values()) {
            Duration heard =
                    way.failure(subject(), Suite.question()).retryAfter().orElse(Duration.ZERO);
            // some clouds say whole seconds alone
            assertTrue(heard.equals(wait) || heard.equals(Duration.ofSeconds(2)), () -> way + ": retry after " + heard);
        }
    }

    @Test
    default void theStandardHeaderIsReadInBothItsForms() {
        bench().cloud().fails(Fault.UNAVAILABLE).header("Retry-After", "3");
        assertEquals(Optional.of(Duration.ofSeconds(3)), hint());
        bench().cloud().fails(Fault.UNAVAILABLE).header("Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT");
        assertTrue(hint().orElseThrow().compareTo(Duration.ofDays(1)) > 0);
        bench().cloud().fails(Fault.UNAVAILABLE).header("Retry-After", "soon");
        assertEquals(Optional.empty(), hint());
    }

    @Test
    default void proseIsReadLastAndOfARateLimitAlone() {
        String says =
                "{\"message\":\"Please try again in 456ms.\",\"error\":{\"message\":\"Please try again in 456ms.\"}}";
        bench().cloud().plays(Play.answers(429, "application/json", says));
        assertEquals(Optional.of(Duration.ofMillis(456)), hint());
        bench().cloud().plays(Play.answers(429, "application/json", says).header("Retry-After", "9"));
        assertEquals(Optional.of(Duration.ofSeconds(9)), hint());
        bench().cloud().plays(Play.answers(503, "application/json", says));
        assertEquals(Optional.empty(), hint());
    }

    private Optional<Duration> hint() {
        return Way.WHOLE.failure(subject(), Suite.question()).retryAfter();
    }

    @Test
    default void theTargetsOwnWordOnRetryingIsObeyed() {
        bench().cloud().throttles().header("x-should-retry", "false");
        assertEquals(Advice.FAIL_OVER, failure().advice());
        bench().cloud().fails(Fault.INVALID).header("x-should-retry", "true");
        assertEquals(Advice.RETRY, failure().advice());
    }

    private ChatException failure() {
        return Way.WHOLE.failure(subject(), Suite.question());
    }
}
