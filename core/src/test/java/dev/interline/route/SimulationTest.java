package dev.interline.route;

import dev.interline.Stage;
import org.junit.jupiter.api.Test;

/**
 * A thousand random afternoons in virtual time. {@code -Dinterline.seed=N} plays one of them again,
 * {@code -Dinterline.schedules=N} plays more of them.
 */
class SimulationTest {

    @Test
    void whateverHappensTheRulesHold() throws Throwable {
        long first = Long.getLong("interline.seed", 0);
        long last =
                System.getProperty("interline.seed") == null ? Long.getLong("interline.schedules", 1_000) : first + 1;
        Stage.logged(() -> {
            for (long seed = first; seed < last; seed++) {
                try {
                    new Schedule(seed).play();
                } catch (Throwable e) {
                    throw new AssertionError("play it again with -Dinterline.seed=" + seed + ": " + e.getMessage(), e);
                }
            }
        });
    }
}
