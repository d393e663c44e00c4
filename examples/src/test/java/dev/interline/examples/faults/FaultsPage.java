package dev.interline.examples.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The page that says what a caller survives. Not a cell of it that was not played. */
final class FaultsPage {
    private static final String INTRODUCTION = """
            # What a caller survives

            Each fault is played against the first of two targets; the second is well. Both sides are judged: what the
            caller got (the whole answer of sixty words, a clean error, or a lie) and what the provider saw (how many tries,
            how far apart). A test plays every cell and fails when this page says otherwise.

            | verdict | meaning |
            | --- | --- |
            | pass | right conduct, and the outcome that the fault calls for; for some that is a clean error |
            | partial | the outcome, but the conduct has a flaw |
            | safe | a clean error in good time where an answer was possible |
            | fail | a hang, a part told as the whole, or wrong conduct |
            | n/a | cannot be played there; the reason stands below |

            ## The settings

            What holds when [nothing is set](defaults.md), for models that are declared not to reason: 2 targets in order;
            connect 5 s; first content 10 s (soft); silence 60 s; one quick second try while another target is free, 3 tries
            alone, 6 in all; retry budget of 10 a target; longest wait for a rate limit 2 s, alone 30 s; breaker opens at half
            of the last 10 failed; stream failure FAIL; no hedging. Beyond that:

            - F08, F09, F10, F19 and F29 under `StreamRecovery.RESTART`, and F08, F09 and F29 under FAIL as well;
              F14 under CONTINUE.
            - F09 with a silence of 30 s, F29 with a minimum throughput of 5 tokens/s over 15 s.
            - F12 with declared context windows, F13 with and without `failOverWhenBlocked`.
            - F23 and F25 with deadlines of 30 s, 2.5 s and 5 s.
            - F27 with a transport whose longest answer is 1 MB, and bodies of 3 MB.
            - Whole answers are asked with a cap of 1,000 tokens, so that they come whole. F07, F24 and F29 are asked without a
              cap: such answers ride on a stream, which is what gives them a first content and a speed.
            - F16 with prices, F24 without hedging, where the tries beside a slow target are those of the soft clock, and with
              it, after 2 s and for a tenth of the calls at most.
            """;

    private static final String MEMORY = """

            ## In every dialect

            In memory, on a clock that jumps to the next event when everybody waits, so that the pauses are exact. Streamed
            and whole where the two differ, in this order. Where a format is met first, F19 cuts the body after each byte and F21
            has 1,000 callers; on the other clouds it is every 13th byte and 200 callers.
            """;

    private static final String SOCKETS = """

            ## Over sockets

            Against a server on the loopback interface, Chat Completions on Azure and Converse on Bedrock; the pauses of both
            sides are measured on one clock, 20 times as fast as the machine's, and upper limits of time are 30 s longer, which is
            1.5 s of the machine's. F19 cuts every 97th byte. F21 has 200 callers.
            """;

    private static final String OTHERS = """

            ## Beside others

            F01 to F16 follow the public catalogue of Failover Bench (failoverbench/failoverbench, methodology v0.1), which
            published these results on 2026-09-12. They were measured by others, with their own harness, over Chat
            Completions; ours above were measured by ourselves, so that the two are not one table.

            | | pass | partial | safe | fail |
            | --- | --- | --- | --- | --- |
            | LiteLLM Router | 9 | 3 | 4 | 0 |
            | LangChain with_fallbacks | 9 | 3 | 4 | 0 |
            | Bifrost 2.1.1 | 9 | 3 | 3 | 1 |
            | Portkey OSS | 11 | 2 | 0 | 3 |
            | the bench's own reference client | 16 | 0 | 0 | 0 |

            For whoever wants to measure us with a harness of theirs there is a [driver](driver.md). F17 to F29 are in no
            public catalogue that we know of.

            ## How this page is made

            ```
            mvn -pl examples -am test -Dtest=FaultsTest -Dsurefire.failIfNoSpecifiedTests=false -Dinterline.pages=write
            ```

            The cells are played by the tests in `examples/src/test/java/dev/interline/examples/faults`; `ControlsTest` beside
            them puts clients to the same trials that do it wrong, and sees them fail. F07, F09 and F15 are played in real
            time as well with `-Dinterline.realtime=true`, which takes some minutes and is not part of the build.
            """;

    private final Map<String, Judge.Ruling> rulings = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    void put(Fault fault, Cell cell, Judge.Ruling ruling) {
        rulings.put(key(fault, cell), ruling);
    }

    String write() {
        StringBuilder page =
                new StringBuilder(INTRODUCTION).append(MEMORY).append("\n| | the provider | right conduct |");
        List<Dialect> dialects = Dialect.all();
        dialects.forEach(dialect -> page.append(" ")
                .append(dialect.format())
                .append("<br>")
                .append(dialect.cloud())
                .append(" |"));
        page.append("\n| --- | --- | --- |")
                .append(" --- |".repeat(dialects.size()))
                .append("\n");
        for (Fault fault : Catalogue.FAULTS) {
            page.append("| ")
                    .append(fault.id())
                    .append(" | ")
                    .append(fault.provider())
                    .append(" | ")
                    .append(fault.conduct())
                    .append(" |");
            for (Dialect dialect : dialects) {
                String streamed = word(fault, new Cell(Bout.Arena.VIRTUAL, dialect, Way.STREAMED));
                String whole = word(fault, new Cell(Bout.Arena.VIRTUAL, dialect, Way.WHOLE));
                page.append(" ")
                        .append(streamed.equals(whole) ? streamed : streamed + " / " + whole)
                        .append(" |");
            }
            page.append("\n");
        }
        page.append(SOCKETS).append("\n| |");
        List<Cell> cells = Cell.framings().toList();
        cells.forEach(cell -> page.append(" ").append(cell.framing()).append(" |"));
        page.append("\n| --- |").append(" --- |".repeat(cells.size())).append("\n");
        for (Fault fault : Catalogue.FAULTS) {
            page.append("| ").append(fault.id()).append(" |");
            cells.forEach(cell -> page.append(" ").append(word(fault, cell)).append(" |"));
            page.append("\n");
        }
        page.append(let(cells));
        if (!notes.isEmpty()) {
            page.append("\n## Reasons\n\n");
            for (int i = 0; i < notes.size(); i++) {
                page.append(i + 1).append(". ").append(notes.get(i)).append("\n");
            }
        }
        return page.append(OTHERS).toString();
    }

    /** How late callers were let go who had left or had no more time; no machine measures the same twice. */
    private String let(List<Cell> cells) {
        StringBuilder medians = new StringBuilder();
        for (Cell cell : cells) {
            Judge.Ruling ruling = rulings.get(key(Catalogue.fault("F25"), cell));
            Duration late = ruling == null ? null : ruling.measured();
            medians.append(medians.isEmpty() ? "" : ", ")
                    .append(cell.framing())
                    .append(" ")
                    .append(late == null ? "not played" : Math.max(1, late.toMillis()) + " ms");
        }
        return "\nIn F25 a caller who left, or whose time was over, was let go and its socket closed after this, on the"
                + " median, when\nthis page was written (500 ms at most): " + medians + ".\n";
    }

    /** The page without what was measured. */
    static String unmeasured(String page) {
        return page.replaceAll("\\b[0-9]+ ms(?=[,.]( event| whole|\n))", "so many ms");
    }

    private String word(Fault fault, Cell cell) {
        Judge.Ruling ruling = rulings.get(key(fault, cell));
        if (ruling == null) {
            return "not played";
        }
        if (ruling.verdict() == Verdict.PASS) {
            return ruling.verdict().word;
        }
        if (!notes.contains(ruling.reason())) {
            notes.add(ruling.reason());
        }
        return ruling.verdict().word + " <sup>" + (notes.indexOf(ruling.reason()) + 1) + "</sup>";
    }

    private static String key(Fault fault, Cell cell) {
        return fault.id() + cell.arena() + cell.dialect() + cell.way();
    }
}
