package dev.interline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CarrierTest {

    @Test
    void carriersNestTheFirstOutermost() {
        List<String> log = new ArrayList<>();
        Carrier.Luggage luggage = noting("outer", log).and(noting("inner", log)).capture();
        luggage.under(() -> log.add("work"));
        assertThat(log)
                .containsExactly(
                        "capture outer",
                        "capture inner",
                        "enter outer",
                        "enter inner",
                        "work",
                        "leave inner",
                        "leave outer");
    }

    private static Carrier noting(String name, List<String> log) {
        return () -> {
            log.add("capture " + name);
            return work -> {
                log.add("enter " + name);
                work.run();
                log.add("leave " + name);
            };
        };
    }

    @Test
    void anEmptyDiagnosticContextIsNoLuggage() {
        List<String> log = new ArrayList<>();
        Carrier.mdc().capture().under(() -> log.add("work"));
        assertThat(log).containsExactly("work");
    }
}
