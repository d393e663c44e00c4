package dev.interline.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Stage;
import org.junit.jupiter.api.Test;

/** A thousand random afternoons in virtual time. {@code -Dinterline.seed=N} plays one of them again. */
class SimulationTest {
    private static final int SCHEDULES = 1_000;

    @Test
    void whateverHappensTheRulesHold() throws Throwable {
        Long one = Long.getLong("interline.seed");
        String log = Stage.logged(() -> {
            for (long seed = one == null ? 0 : one; seed < (one == null ? SCHEDULES : one + 1); seed++) {
                try {
                    new Schedule(seed).play();
                } catch (Throwable e) {
                    throw new AssertionError("play it again with -Dinterline.seed=" + seed + ": " + e.getMessage(), e);
                }
            }
        });
        assertThat(log).isNotNull();
    }
}
