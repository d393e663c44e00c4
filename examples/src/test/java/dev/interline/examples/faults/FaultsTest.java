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

    private final FaultsPage page = new FaultsPage();

    @TestFactory
    Stream<DynamicNode> everyFault() {
        List<DynamicNode> nodes = new ArrayList<>();
        for (Fault fault : Catalogue.FAULTS) {
            if (SOME.isEmpty() || fault.id().matches(SOME)) {
                nodes.add(dynamicContainer(fault.toString(), Stream.concat(inMemory(fault), overSockets(fault))));
            }
        }
        if (SOME.isEmpty()) {
            nodes.add(dynamicTest("the page says what is so", this::thePageSaysWhatIsSo));
        }
        return nodes.stream();
    }

    private Stream<DynamicTest> inMemory(Fault fault) {
        return Dialect.all().stream()
                .flatMap(dialect -> Stream.of(Way.values())
                        .map(way -> dynamicTest(
                                dialect + ", " + way, () -> plays(fault, new Cell(Arena.VIRTUAL, dialect, way)))));
    }

    private Stream<DynamicTest> overSockets(Fault fault) {
        return Cell.framings().map(cell -> dynamicTest("over sockets: " + cell.framing(), () -> plays(fault, cell)));
    }

    private void plays(Fault fault, Cell cell) {
        Judge.Ruling ruling = cell.rule(fault, Subject.ROUTER);
        page.put(fault, cell, ruling);
        assertThat(ruling.verdict()).as(ruling.reason()).isIn(Verdict.PASS, Verdict.NONE);
    }

    private void thePageSaysWhatIsSo() throws IOException {
        String text = page.write();
        if ("write".equals(System.getProperty("interline.pages"))) {
            Files.writeString(PAGE, text);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(text);
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
