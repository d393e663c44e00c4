package dev.interline.route;

import static org.assertj.core.api.Assertions.fail;

import dev.interline.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A thousand random afternoons in virtual time. {@code -Dinterline.seed=N} plays one of them again,
 * {@code -Dinterline.schedules=N} plays more of them.
 */
class SimulationTest {
    private static final long ENOUGH_FOR_A_MUTANT = 500;

    @Test
    void whateverHappensTheRulesHold() throws Throwable {
        long first = Long.getLong("interline.seed", 0);
        long last =
                System.getProperty("interline.seed") == null ? Long.getLong("interline.schedules", 1_000) : first + 1;
        Stage.logged(() -> {
            for (long seed = first; seed < last; seed++) {
                try {
                    new Schedule(seed, World.Mutant.NONE).play();
                } catch (Throwable e) {
                    throw new AssertionError("play it again with -Dinterline.seed=" + seed + ": " + e.getMessage(), e);
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(value = World.Mutant.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void ruleThatIsSwitchedOffIsMissed(World.Mutant mutant) throws Throwable {
        Stage.logged(() -> {
            for (long seed = 0; seed < ENOUGH_FOR_A_MUTANT; seed++) {
                try {
                    new Schedule(seed, mutant).play();
                } catch (AssertionError noticed) {
                    return;
                }
            }
            fail("nobody notices " + mutant);
        });
    }
}
