package dev.interline.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private final Agenda agenda = new Agenda();
    private final Random random = new Random(7);

    private static final class Item extends Agenda.Entry {
        Item(long now, long delay) {
            super(now, delay);
        }
    }

    @Test
    void nextIsAlwaysTheEarliestWhateverIsTakenOut() {
        List<Item> all = new ArrayList<>();
        for (int round = 0; round < 20_000; round++) {
            if (all.isEmpty() || random.nextInt(1_000) < (round < 10_000 ? 520 : 480)) {
                Item item = new Item(0, random.nextInt(1_000));
                all.add(item);
                agenda.add(item);
            } else {
                Item gone = all.remove(random.nextInt(all.size()));
                agenda.remove(gone);
                agenda.remove(gone);
            }
            assertThat(agenda.size()).isEqualTo(all.size());
            if (all.isEmpty()) {
                assertThat(agenda.first()).isNull();
            } else if (round % 50 == 0) {
                assertThat(agenda.first().at)
                        .isEqualTo(all.stream().mapToLong(item -> item.at).min().getAsLong());
            }
        }
        all.sort(Comparator.comparingLong(item -> item.at));
        for (Item next : all) {
            Agenda.Entry first = agenda.first();
            assertThat(first.at).isEqualTo(next.at);
            agenda.remove(first);
        }
        assertThat(agenda.first()).isNull();
    }

    @Test
    void clockThatTurnsOverAndDelaysWithoutEndKeepTheirOrder() {
        Item never = new Item(Long.MAX_VALUE - 5, Long.MAX_VALUE);
        Item now = new Item(Long.MAX_VALUE - 50, 10);
        agenda.add(never);
        agenda.add(now);
        for (Item next : List.of(now, never)) {
            assertThat(agenda.first()).isSameAs(next);
            agenda.remove(next);
        }
    }
}
