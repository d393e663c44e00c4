package dev.interline.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.interline.examples.faults.Bout.Arena;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Every fault of the catalogue: in every dialect on a clock that jumps, and over sockets once for each framing. What came
 * of it stands on a page; to write it anew: {@code -Dinterline.pages=write}. To play some faults alone:
 * {@code -Dinterline.faults=F0.}.
 */
class FaultsTest {
    private static final Path PAGE = Path.of("..", "docs", "faults.md");
    private static final String SOME = System.getProperty("interline.faults", "");

    /** Over sockets one waits more than one works. */
    private static final int AT_A_TIME = 6;

    private final FaultsPage page = new FaultsPage();

    @TestFactory
    Stream<DynamicNode> everyFault() {
        List<Fault> faults = Catalogue.FAULTS.stream()
                .filter(fault -> SOME.isEmpty() || fault.id().matches(SOME))
                .toList();
        List<DynamicNode> nodes = new ArrayList<>();
        faults.forEach(fault -> nodes.add(dynamicContainer(fault.toString(), inMemory(fault))));
        nodes.add(dynamicContainer("over sockets", overSockets(faults)));
        if (SOME.isEmpty()) {
            nodes.add(dynamicTest("the page says what is so", this::thePageSaysWhatIsSo));
        }
        return nodes.stream();
    }

    private Stream<DynamicTest> inMemory(Fault fault) {
        return Dialect.all().stream()
                .flatMap(dialect -> Stream.of(Way.values())
                        .map(way -> dynamicTest(dialect + ", " + way, () -> {
                            Cell cell = new Cell(Arena.VIRTUAL, dialect, way);
                            passes(fault, cell, cell.rule(fault, Subject.ROUTER));
                        })));
    }

    private Stream<DynamicTest> overSockets(List<Fault> faults) {
        ExecutorService players = Executors.newFixedThreadPool(AT_A_TIME);
        List<DynamicTest> tests = new ArrayList<>();
        AtomicBoolean begun = new AtomicBoolean();
        List<FutureTask<Judge.Ruling>> all = new ArrayList<>();
        for (Fault fault : faults) {
            for (Cell cell : Cell.framings().toList()) {
                FutureTask<Judge.Ruling> ruling = new FutureTask<>(() -> cell.rule(fault, Subject.ROUTER));
                all.add(ruling);
                tests.add(dynamicTest(fault.id() + ", " + cell.framing(), () -> {
                    if (!begun.getAndSet(true)) {
                        all.forEach(players::execute);
                        players.shutdown();
                    }
                    Judge.Ruling first = ruling.get();
                    passes(fault, cell, isGood(first) ? first : alone(fault, cell, all));
                }));
            }
        }
        return tests.stream();
    }

    /** The machine's time takes part here: what a crowd of other trials has spoilt is tried again without them. */
    private static Judge.Ruling alone(Fault fault, Cell cell, List<FutureTask<Judge.Ruling>> others) throws Exception {
        for (FutureTask<Judge.Ruling> other : others) {
            other.get();
        }
        Judge.Ruling second = cell.rule(fault, Subject.ROUTER);
        return isGood(second) ? second : cell.rule(fault, Subject.ROUTER);
    }

    private static boolean isGood(Judge.Ruling ruling) {
        return ruling.verdict() == Verdict.PASS || ruling.verdict() == Verdict.NONE;
    }

    private void passes(Fault fault, Cell cell, Judge.Ruling ruling) {
        page.put(fault, cell, ruling);
        assertThat(ruling.verdict()).as(ruling.reason()).isIn(Verdict.PASS, Verdict.NONE);
    }

    private void thePageSaysWhatIsSo() throws IOException {
        String text = page.write();
        if ("write".equals(System.getProperty("interline.pages"))) {
            Files.writeString(PAGE, text);
        }
        assertThat(FaultsPage.unmeasured(Files.readString(PAGE))).isEqualTo(FaultsPage.unmeasured(text));
    }

    @Test
    void theHealthyAnswerHasSixtyWords() {
        assertThat(Told.WORDS.split(" ")).hasSize(60);
    }

    /** As long as it takes: some minutes. To run it: {@code -Dinterline.realtime=true}. */
    @TestFactory
    @EnabledIfSystemProperty(named = "interline.realtime", matches = "true")
    Stream<DynamicTest> waitsInRealTime() {
        return Stream.of("F07", "F09", "F15")
                .map(Catalogue::fault)
                .flatMap(fault -> Cell.framings()
                        .map(cell -> new Cell(Arena.REAL, cell.dialect(), cell.way()))
                        .map(cell -> dynamicTest(fault + ", " + cell.framing(), () -> {
                            Judge.Ruling ruling = cell.rule(fault, Subject.ROUTER);
                            assertThat(ruling.verdict()).as(ruling.reason()).isEqualTo(Verdict.PASS);
                        })));
    }
}
