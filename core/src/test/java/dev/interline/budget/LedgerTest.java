package dev.interline.budget;

import static dev.interline.Stage.logged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was spent is added up, and outlives the process where it is in a file. */
class LedgerTest {
    private static final BigDecimal DOLLAR = BigDecimal.ONE;

    @TempDir
    private Path directory;

    @TempDir
    private static Path shared;

    static Stream<Ledger> ledgers() {
        return Stream.of(Ledger.memory(), Ledger.file(shared.resolve("ledger")));
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void sumsAreKeptByAccountAndPeriod(Ledger ledger) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 250; n++) {
                    ledger.add("acme", "2026-01-01", new BigDecimal("0.001"));
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        ledger.add("acme", "2026-01", DOLLAR);
        assertThat(ledger.spent("acme", "2026-01-01")).isEqualByComparingTo("1");
        assertThat(ledger.spent("acme", "2026-01")).isEqualByComparingTo("1");
        assertThat(ledger.spent("acme", "2026-01-02")).isZero();
        assertThat(ledger.spent("globex", "2026-01-01")).isZero();

        ledger.add("globex", "2026-01-02", DOLLAR);
        assertThat(ledger.spent("acme", "2026-01-01"))
                .as("elsewhere the day goes on")
                .isEqualByComparingTo("1");
        ledger.add("initech", "2026-01-03", DOLLAR);
        ledger.add("initech", "2026-01-04", DOLLAR);
        assertThat(ledger.spent("acme", "2026-01-01")).as("the day is over").isZero();
        assertThat(ledger.spent("acme", "2026-01")).as("the month is not").isEqualByComparingTo("1");
        ledger.add("globex", "2026-01-01", DOLLAR);
        assertThat(ledger.spent("globex", "2026-01-02"))
                .as("a call that began yesterday")
                .isEqualByComparingTo("1");
    }

    @Test
    void whoSpentMostIsToldApartAndNobodyIsToldTooLittle() throws Throwable {
        MemoryLedger ledger = new MemoryLedger(100);
        String day = "2026-01-01";
        assertThat(logged(() -> {
                    ledger.add("dear", day, new BigDecimal("50"));
                    ledger.add("dear", "2026-01", new BigDecimal("50"));
                    for (int i = 0; i < 5_000; i++) {
                        ledger.add("stranger " + i, day, new BigDecimal("0.01"));
                    }
                }))
                .containsOnlyOnce("more than 100 accounts of budgets");
        assertThat(ledger.sums()).hasSizeLessThanOrEqualTo(100);
        assertThat(ledger.spent("dear", day)).isEqualByComparingTo("50");
        assertThat(ledger.spent("dear", "2026-01")).isEqualByComparingTo("50");
        // all of it is 150 dollars
        for (String stranger : List.of("stranger 0", "stranger 4999", "nobody yet")) {
            assertThat(ledger.spent(stranger, day))
                    .as(stranger)
                    .isBetween(new BigDecimal("0.01"), new BigDecimal("1.9"));
        }
        BigDecimal before = ledger.spent("stranger 7", day);
        ledger.add("stranger 7", day, DOLLAR);
        assertThat(ledger.spent("stranger 7", day)).isEqualByComparingTo(before.add(DOLLAR));
        assertThat(ledger.spent("stranger 0", "2026-01"))
                .as("of another period")
                .isZero();
        assertThatThrownBy(() -> Ledger.memory(0)).hasMessageContaining("at least 1 account");
    }

    @Test
    void severalThreadsAtATimeLoseNothingOfTheRest() throws InterruptedException {
        MemoryLedger ledger = new MemoryLedger(20);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int mine = i;
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 2_000; n++) {
                    ledger.add("tenant " + mine + " " + n % 50, "2026-01-01", new BigDecimal("0.001"));
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        ledger.add("one more", "2026-01-01", DOLLAR);
        for (int i = 0; i < 200; i++) {
            assertThat(ledger.spent("tenant " + i / 50 + " " + i % 50, "2026-01-01"))
                    .isGreaterThanOrEqualTo(new BigDecimal("0.040"));
        }
        assertThat(ledger.sums()).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void theRestIsInTheFileAsWell() {
        Path file = directory.resolve("ledger");
        BigDecimal rest;
        try (FileLedger ledger = Ledger.file(file, 10)) {
            for (int i = 0; i < 100; i++) {
                ledger.add("stranger " + i, "2026-01-01", DOLLAR);
            }
            rest = ledger.spent("nobody yet", "2026-01-01");
            assertThat(rest).isGreaterThanOrEqualTo(DOLLAR);
        }
        for (int start = 0; start < 3; start++) {
            try (FileLedger ledger = Ledger.file(file, 10)) {
                assertThat(ledger.spent("nobody yet", "2026-01-01")).isEqualByComparingTo(rest);
                assertThat(ledger.spent("stranger 0", "2026-01-01")).isEqualByComparingTo(rest);
                assertThat(file).content().contains("\t\\rest\n");
            }
        }
    }

    @Test
    void theNextProcessGoesOnWhereThisOneEnded() throws IOException {
        Path file = directory.resolve("ledger");
        try (FileLedger ledger = Ledger.file(file)) {
            ledger.add("day of a\tb\nc\\", "2026-01-01", new BigDecimal("0.125"));
            ledger.add("day of a\tb\nc\\", "2026-01-01", new BigDecimal("1E-7"));
            ledger.add("month", "2026-01", DOLLAR);
        }
        Files.writeString(file, "2026-01-01\t5", java.nio.file.StandardOpenOption.APPEND);
        try (FileLedger ledger = Ledger.file(file)) {
            assertThat(ledger.spent("day of a\tb\nc\\", "2026-01-01")).isEqualByComparingTo("0.1250001");
            assertThat(ledger.spent("month", "2026-01")).isEqualByComparingTo("1");
            assertThat(Files.readAllLines(file)).as("one line an account").hasSize(2);
        }
        assertThat(directory).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void anotherFileIsNotOverwritten() throws IOException {
        Path file = directory.resolve("letter");
        Files.writeString(file, "Dear Sir,\nyours\n");
        assertThatThrownBy(() -> Ledger.file(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("letter, line 1: this is not a ledger");
        assertThat(file).hasContent("Dear Sir,\nyours\n");
        assertThatThrownBy(() -> Ledger.file(directory.resolve("no/such/place")))
                .hasMessageContaining("cannot be read or written");
    }

    @Test
    void aFileBelongsToOneLedgerAtATime() {
        Path file = directory.resolve("ledger");
        try (FileLedger first = Ledger.file(file)) {
            assertThatThrownBy(() -> Ledger.file(file)).hasMessageContaining("is in use");
            first.add("a", "2026-01-01", DOLLAR);
        }
        try (FileLedger second = Ledger.file(file)) {
            assertThat(second.spent("a", "2026-01-01")).isEqualByComparingTo("1");
        }
    }

    @Test
    void afterTheFileIsClosedSumsGoOnInMemory() throws Throwable {
        FileLedger ledger = Ledger.file(directory.resolve("ledger"));
        ledger.close();
        assertThat(logged(() -> ledger.add("a", "2026-01-01", DOLLAR))).isEmpty();
        assertThat(ledger.spent("a", "2026-01-01")).isEqualByComparingTo("1");
    }
}
