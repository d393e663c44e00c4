package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Interline;
import dev.interline.testkit.Asked;
import dev.interline.testkit.FakeCloud;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file is labelled once, whatever happens in between. */
class BulkClassifyTest {
    private static final Path IN = Path.of("src/main/resources/messages.csv");
    private static final int ROWS = 40;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    @Timeout(120)
    void aProcessThatIsKilledRepeatsNoFinishedRow() throws Exception {
        Path out = directory.resolve("out.csv");
        try (FakeClouds clouds = FakeClouds.start()) {
            FakeCloud azure = clouds.on("azure");
            AtomicInteger asked = new AtomicInteger();
            azure.plays(question -> asked.incrementAndGet() <= 20 ? Play.says("refund") : Play.hangs());
            Process process = program(azure.url(), out);
            assertThat(process.inputReader().lines().anyMatch(line -> line.contains("20/40")))
                    .isTrue();
            process.destroyForcibly().waitFor();
            List<List<String>> done = read(out);
            assertThat(done).hasSize(1 + 20);

            azure.says("luggage");
            run(clouds, out);

            assertThat(read(out)).startsWith(done.get(0)).containsAll(done).hasSize(1 + ROWS);
            assertThat(ids(out)).containsExactlyInAnyOrderElementsOf(numbers());
            Map<String, Long> times =
                    azure.requests().stream().collect(Collectors.groupingBy(Asked::prompt, Collectors.counting()));
            Map<String, String> texts = texts();
            for (List<String> row : done.subList(1, done.size())) {
                assertThat(times.get(texts.get(row.get(0)))).as("row " + row).isEqualTo(1);
            }
            assertThat(times).hasSize(ROWS);
        }
    }

    @Test
    void halfALineIsWrittenAnew() throws Exception {
        Path out = Files.writeString(directory.resolve("out.csv"), "id,label\n1,booking\n2,lugg");
        try (FakeClouds clouds = FakeClouds.start()) {
            clouds.on("azure").says("luggage");
            run(clouds, out);

            assertThat(Files.readString(out))
                    .startsWith("id,label\n1,booking\n")
                    .doesNotContain("lugg\n", "lugg2");
            assertThat(ids(out)).containsExactlyInAnyOrderElementsOf(numbers());
            assertThat(printed())
                    .contains("1 of 40 rows are done", "[####################] 40/40, 0 failed, $0.", "all done");
            run(clouds, out);
            assertThat(printed()).contains("40 of 40 rows are done");
            clouds.on("azure").mustHaveBeenAsked(39);
        }
    }

    @Test
    void rowsThatFailAreTriedByTheNextRun() throws Exception {
        Path out = directory.resolve("out.csv");
        try (FakeClouds clouds = FakeClouds.start()) {
            clouds.on("azure").plays(asked -> asked.prompt().contains("ski") ? Play.fails(400) : Play.says("Praise\n"));
            run(clouds, out);
            assertThat(printed()).contains("1 rows failed; run it again");
            assertThat(ids(out)).hasSize(ROWS - 1).doesNotContain("12");

            clouds.on("azure").says("none of them");
            run(clouds, out);
            assertThat(read(out)).contains(List.of("12", "other"), List.of("11", "praise"));
        }
    }

    @Test
    void whatIsHopelessIsGivenUp() throws Exception {
        try (FakeClouds clouds = FakeClouds.start()) {
            clouds.on("azure").fails(400);
            run(clouds, directory.resolve("out.csv"));

            assertThat(printed()).contains("10 rows failed");
            assertThat(clouds.on("azure").calls()).isLessThan(ROWS);
        }
    }

    @Test
    void valuesMayHoldAnything() throws IOException {
        String line = Csv.line("1", "plain", "a,b", "say \"hi\"", "two\nlines", "");

        assertThat(line).isEqualTo("1,plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\n");
        assertThat(Csv.read(new StringReader("x\r\n\r\n" + line + "end")))
                .containsExactly(
                        List.of("x"), List.of("1", "plain", "a,b", "say \"hi\"", "two\nlines", ""), List.of("end"));
    }

    private Process program(String endpoint, Path out) throws IOException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BulkClassify.class.getName(),
                IN.toString(),
                out.toString());
        java.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("GOOGLE_"));
        java.environment().put("AZURE_OPENAI_ENDPOINT", endpoint);
        java.environment().put("AZURE_OPENAI_API_KEY", "key");
        return java.redirectErrorStream(true).start();
    }

    private void run(FakeClouds clouds, Path out) throws IOException, InterruptedException {
        Terminal terminal = new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
        try (Interline interline = clouds.load()) {
            new BulkClassify(interline.model("chat"), terminal).run(IN, out);
        }
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static List<List<String>> read(Path file) throws IOException {
        try (Reader in = Files.newBufferedReader(file)) {
            return Csv.read(in);
        }
    }

    private static List<String> ids(Path file) throws IOException {
        return read(file).stream().skip(1).map(row -> row.get(0)).toList();
    }

    private static Map<String, String> texts() throws IOException {
        return read(IN).stream().collect(Collectors.toMap(row -> row.get(0), row -> row.get(1)));
    }

    private static List<String> numbers() {
        return IntStream.rangeClosed(1, ROWS).mapToObj(String::valueOf).toList();
    }
}
