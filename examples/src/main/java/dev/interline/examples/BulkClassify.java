package dev.interline.examples;

import dev.interline.CallContext;
import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.ChatResponse;
import dev.interline.Cost;
import dev.interline.error.ChatException;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Labels the rows of a CSV file, eight at a time. What is done stands in the output at once: after a crash run it again, and it
 * goes on with the rows that are missing there. Rows that fail are left out, so that the next run tries them again.
 */
public final class BulkClassify {
    private static final List<String> LABELS = List.of("booking", "luggage", "refund", "praise", "other");
    private static final int AT_A_TIME = 8;
    private static final int HOPELESS = 10;

    private record Labelled(Journal.Row row, String label, Cost cost) {}

    private final ChatModel model;
    private final Terminal terminal;

    BulkClassify(ChatModel model, Terminal terminal) {
        this.model = model;
        this.terminal = terminal;
    }

    /** Runs the example; arguments are the file to read and the file to write, else it brings messages of its own. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Terminal terminal = Terminal.standard();
        Path in = args.length > 0 ? Path.of(args[0]) : Journal.sample();
        if (!Files.isReadable(in)) {
            terminal.warn("There is no file to read at " + in.toAbsolutePath());
            return;
        }
        Path out = args.length > 1 ? Path.of(args[1]) : in.resolveSibling("labelled-" + in.getFileName());
        try (Clouds clouds = Clouds.found(terminal, BulkClassify::script)) {
            new BulkClassify(clouds.model("chat"), terminal).run(in, out);
        }
    }

    static void script(FakeClouds clouds) {
        clouds.on("azure").plays(asked -> {
            String message = asked.prompt().toLowerCase(Locale.ROOT);
            return Play.says(LABELS.stream()
                            .filter(message::contains)
                            .findFirst()
                            .orElse("other"))
                    .headersAfter(Duration.ofMillis(150));
        });
    }

    void run(Path in, Path out) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try (Journal journal = Journal.open(in, out)) {
            terminal.note(journal.done() + " of " + journal.rows() + " rows are done in " + out);
            CompletionService<Labelled> results = new ExecutorCompletionService<>(threads);
            List<Journal.Row> missing = journal.missing();
            missing.forEach(row -> results.submit(() -> label(row)));
            Cost cost = Cost.NOTHING;
            int failed = 0;
            int failedInARow = 0;
            for (int i = 0; i < missing.size() && failedInARow < HOPELESS; i++) {
                try {
                    Labelled labelled = results.take().get();
                    journal.add(labelled.row(), labelled.label());
                    cost = cost.plus(labelled.cost());
                    failedInARow = 0;
                } catch (ExecutionException e) {
                    terminal.warn("-- " + e.getCause());
                    failed++;
                    failedInARow++;
                }
                terminal.progress(journal.done(), journal.rows(), failed + " failed, " + cost);
            }
            terminal.note(failed == 0 ? "all done" : failed + " rows failed; run it again to try them once more");
        } finally {
            threads.shutdownNow(); // interrupts what still runs: nobody would write it down
        }
    }

    /** @throws ChatException when nobody has an answer */
    private Labelled label(Journal.Row row) {
        ChatRequest request = ChatRequest.builder()
                .system("What is this message about? Answer with one word of " + LABELS + ".")
                .user(row.text())
                .build();
        ChatResponse response = model.chat(request, CallContext.within(Duration.ofMinutes(2)));
        String word = response.text().strip().toLowerCase(Locale.ROOT);
        return new Labelled(
                row, LABELS.contains(word) ? word : "other", response.trail().cost());
    }
}
