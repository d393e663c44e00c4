package dev.interline.simulation;

import java.util.Locale;
import java.util.Map;

/** The page that tells what was simulated. */
final class SimulationsPage {
    private SimulationsPage() {}

    static String write(Figures figures) {
        StringBuilder page = new StringBuilder(HEAD);
        for (Map.Entry<Throttling, Figures.Pair> each : figures.limits().entrySet()) {
            page.append("| ").append(each.getKey().vendor()).append(" | retry with backoff |");
            row(page, each.getValue().retrying());
            page.append("| | route |");
            row(page, each.getValue().routed());
        }
        page.append(TAIL);
        Figures.Tails tails = figures.tails();
        row(page, "usual, no hedging", tails.plain());
        row(page, "usual, `Hedge.afterP95().atMost(0.05)`", tails.hedged());
        row(page, "six times as slow, no hedging", tails.slow());
        row(page, "six times as slow, hedging", tails.slowHedged());
        row(page, "usual again, hedging", tails.after());
        page.append(BILLS);
        for (Figures.Bill bill : figures.bills()) {
            page.append("| ").append(bill.cheapestTakes());
            cell(page, bill.roundRobin());
            cell(page, bill.cheapest());
            cell(page, bill.alwaysSticky());
            cell(page, bill.cheapestAndSticky());
            page.append(" |\n");
        }
        return page.append(END).toString();
    }

    private static void row(StringBuilder page, Throttling.Outcome outcome) {
        page.append(String.format(
                Locale.ROOT,
                " %,d | %,d | %.1f %% | %,d |\n",
                outcome.sent(),
                outcome.refusedOf10000(),
                outcome.used() * 100,
                outcome.unanswered()));
    }

    private static void row(StringBuilder page, String what, Tail.Outcome outcome) {
        page.append(String.format(
                Locale.ROOT,
                "| %s | %,d ms | %,d ms | %.1f %% |\n",
                what,
                outcome.median(),
                outcome.p99(),
                outcome.extra() * 100));
    }

    private static void cell(StringBuilder page, Bills.Outcome outcome) {
        page.append(String.format(Locale.ROOT, " | $%.2f (%.0f %%)", outcome.dollars(), outcome.cached() * 100));
    }

    private static final String HEAD = """
            # Simulations

            What the router is worth, in virtual time and with chance from a seed: the figures are the same at every run. They
            are made and checked by

            ```
            mvn -pl core test -Dtest=SimulationsTest
            ```

            and written anew with `-Dinterline.pages=write`. Vendors behave as their documentation says; a real one may do
            otherwise, and its figures will differ.

            ## Limits

            A crowd of 60 to 100 callers, each of whom asks again as soon as it has its answer, wants nearly twice of what the
            vendor gives, for 20 minutes. Prompts have 250 to 2,000 tokens, caps 200 to 800, and the vendor counts a prompt
            as a tenth less to a quarter more than the estimate. *Retry with backoff* is what the kits of the vendors do: two more
            tries after what the vendor says, or after half a second, doubled, with jitter. *Used* is what was let in of what the
            vendor could have let in.

            * **Azure** counts the prompt and the whole cap in windows of 10 s and of a minute and gives nothing back; requests in
              windows of 1 and 10 s, refused ones too. It says when to come again.
            * **Bedrock** lets a call in by its prompt and its cap and counts output five times in the end, in any 60 s. It says
              nothing. (A minute's worth may be used at the very start, so that *used* can exceed 100 % by a little.)
            * **Vertex AI** gives what others leave: between 6 and 14 calls a second, another direction every 20 s. It says
              nothing, and there is no limit that one could declare.

            | vendor | client | sent | refused, of 10,000 | used | no answer |
            | --- | --- | --- | --- | --- | --- |
            """;

    private static final String TAIL = """

            Goals: 95 % used with less than 50 refusals in 10,000. Where the limit is known both hold: calls wait for their turn, first
            come, first served, and are sent when the vendor should let them in. Where it is not, a refusal is the only
            word on it, and here the capacity changes by up to a tenth every 5 seconds: the route goes by the rate at which it was refused
            last, a fifth below it at first, and tries for more by and by. Fewer refusals could be had for less use, and the other way
            round: a deeper cut and a slower return gave 63 to 86 refusals at 92 to 96 %, a shallower cut 131 and more at 96 %.

            ## Hedging

            Two targets, a call a second, 6,000 calls: answers begin after 0.4 s mostly, and in 3 of 100 calls after 2 s to a
            minute. *Extra* are requests beyond one a call. In the last three rows both targets become six times as slow at once, and
            recover.

            | targets | median to first content | p99 | extra |
            | --- | --- | --- | --- |
            """;

    private static final String BILLS = """

            Goals: p99 cut by 40 % for 5 % extra calls at most; no storm when everybody is slow.

            ## Bills

            40 conversations side by side, ten questions each, over 6,000 tokens of instructions and documents, answered by GPT-5.1
            on Azure, Claude Sonnet 5 on Bedrock or Gemini 3.1 Pro on Vertex AI at the prices of the catalogue and with the
            vendors' rules for their prompt caches: OpenAI keeps 1,024 tokens and more by itself; Anthropic what is marked, for five minutes,
            and writing costs a quarter more; Gemini 4,096 tokens and more. The cheapest of them takes so many of the 24 calls a
            minute, the rest goes elsewhere. In parentheses: the share of input that came from a cache.

            | cheapest takes | round robin | cheapest | round robin, sticky | cheapest, sticky |
            | --- | --- | --- | --- | --- |
            """;

    private static final String END = """

            `sticky` is on unless it is turned off; the first and the second column turn it off. *Round robin, sticky* deals new
            conversations out and leaves each where it began. It comes out a little cheaper where the cheapest target is just so full that
            conversations that began there have to leave it.
            """;
}
