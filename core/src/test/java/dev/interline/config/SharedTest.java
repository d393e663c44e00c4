package dev.interline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interline.testing.ManualTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedTest {
    private final ManualTime time = new ManualTime();
    private final Shared shared = new Shared(time);

    @Test
    void thereIsOneThingOfAType() {
        StringBuilder first = shared.get(StringBuilder.class, StringBuilder::new);
        assertThat(shared.get(StringBuilder.class, StringBuilder::new)).isSameAs(first);
        assertThat(shared.time()).isSameAs(time);
    }

    @Test
    void whatIsSharedMayBeMadeOfWhatIsShared() {
        String text =
                shared.get(String.class, () -> shared.get(StringBuilder.class, () -> new StringBuilder("x")) + "y");
        assertThat(text).isEqualTo("xy");
    }

    @Test
    void everythingIsClosedEvenWhenSomethingCannotBe() {
        List<String> closed = new ArrayList<>();
        shared.onClose(() -> closed.add("first"));
        shared.onClose(() -> {
            throw new IOException("stuck");
        });
        shared.onClose(() -> {
            throw new IllegalStateException("stuck, too");
        });
        shared.onClose(() -> closed.add("last"));
        assertThatThrownBy(shared::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("could not be closed")
                .hasCause(new IllegalStateException("stuck, too"))
                .hasSuppressedException(new IOException("stuck"));
        assertThat(closed).containsExactly("last", "first");
        shared.close();
    }

    @Test
    void afterwardsNothingIsMade() {
        shared.close();
        assertThatThrownBy(() -> shared.get(StringBuilder.class, StringBuilder::new))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("closed; load the configuration again");
        assertThatThrownBy(() -> shared.onClose(() -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void versionsOfAFileLeaveNothingBehindThatOpenedNothingOrAreClosed() {
        List<String> closed = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            shared.child();
            Shared failed = shared.child();
            failed.onClose(() -> closed.add("failed"));
            failed.close();
        }
        assertThat(closed).hasSize(100);
        assertThat(shared.opened()).isZero();

        Shared child = shared.child();
        child.onClose(() -> closed.add("first"));
        child.onClose(() -> closed.add("last"));
        assertThat(shared.opened()).isEqualTo(1);
        shared.close();
        assertThat(closed).endsWith("last", "first").hasSize(102);
        assertThatThrownBy(shared::child).isInstanceOf(IllegalStateException.class);
    }
}
