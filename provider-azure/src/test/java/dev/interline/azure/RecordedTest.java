package dev.interline.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.ChatModel;
import dev.interline.ChatRequest;
import dev.interline.testkit.FakeCloud;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import dev.interline.testkit.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recorded answers, served at their real paths, come out of the public API as the tables in
 * {@code src/test/resources/recorded} say. Those were written from the recorded bodies, not by this library.
 */
class RecordedTest {
    private static final Path RECORDED = Path.of("..", "wire", "src", "test", "resources", "recorded");
    private static final Path TABLES = Path.of("src", "test", "resources", "recorded");

    private static final ChatRequest BRIEF =
            ChatRequest.builder().user("Hi").maxOutputTokens(100).build();

    /** A line of a table: the file, the path where it is served, and what comes of it. */
    record Row(String folder, String file, String path, String expected) {
        Recording recording() {
            return Recording.read(RECORDED.resolve(folder).resolve(file + ".json"));
        }

        @Override
        public String toString() {
            return folder + "/" + file;
        }
    }

    static Stream<String> folders() {
        return Stream.of(
                "azure-openai-chat",
                "azure-openai-responses",
                "openai-openai-chat",
                "openai-openai-responses",
                "anthropic-anthropic");
    }

    static Stream<Row> rows() {
        return folders().flatMap(RecordedTest::rows);
    }

    private static Stream<Row> rows(String folder) {
        try {
            return Files.readAllLines(TABLES.resolve(folder + ".csv")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split(" \\| ?", 3))
                    .map(cells -> new Row(folder, cells[0], cells[1], cells[2].strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Row> streams() {
        return rows().filter(row -> row.recording().streaming());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRecordedAnswerComesOutRight(Row row) {
        Recording recording = row.recording();
        try (FakeClouds clouds = FakeClouds.start()) {
            FakeCloud cloud = clouds.on("azure").plays(play(recording));

            Heard heard = Heard.ask(model(cloud, row, false), BRIEF, recording.streaming());

            assertThat(heard.columns().strip()).isEqualTo(row.expected());
            assertThat(cloud.lastRequest().path())
                    .isEqualTo(row.path().equals("=") ? recording.path().orElseThrow() : row.path());
            assertThat(cloud.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void aStreamInPiecesIsTheSame(Row row) {
        Play play = play(row.recording());
        try (FakeClouds clouds = FakeClouds.start()) {
            FakeCloud cloud = clouds.on("azure")
                    .next(
                            play.inPiecesOf(1),
                            play.inPiecesOf(7),
                            play.inRandomPieces(40, 1),
                            play.inRandomPieces(900, 2));
            ChatModel model = model(cloud, row, false);

            for (int call = 0; call < 4; call++) {
                assertThat(Heard.ask(model, BRIEF, true).columns().strip()).isEqualTo(row.expected());
            }
        }
    }

    /** A model that may think for long is read from a stream even when a whole answer is wanted. */
    @ParameterizedTest
    @MethodSource("streams")
    void aWholeAnswerThatRidesOnAStreamIsTheSame(Row row) {
        try (FakeClouds clouds = FakeClouds.start()) {
            FakeCloud cloud = clouds.on("azure").plays(play(row.recording()));

            Heard heard = Heard.ask(model(cloud, row, true), BRIEF, false);

            assertThat(heard.columns().strip()).isEqualTo(row.expected());
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void noRecordingIsLeftOut(String folder) throws IOException {
        try (Stream<Path> files = Files.list(RECORDED.resolve(folder))) {
            assertThat(rows(folder).map(row -> row.file() + ".json"))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString()).toList());
        }
    }

    private static ChatModel model(FakeCloud cloud, Row row, boolean reasons) {
        Azure azure = Azure.at(cloud.url()).apiKey("a key that no answer quotes");
        if (row.path().equals("=") && row.recording().path().orElse("").contains("api-version=")) {
            azure.apiVersion("2024-02-01");
        }
        AzureFormat format = row.folder().endsWith("-chat")
                ? AzureFormat.CHAT_COMPLETIONS
                : row.folder().endsWith("-responses") ? AzureFormat.RESPONSES : AzureFormat.MESSAGES;
        return azure.model(
                row.recording().model().orElse("main"), it -> it.format(format).reasons(reasons));
    }

    /** The fake cloud's own ids must not hide that there were none. */
    private static Play play(Recording recording) {
        Play play = recording.play();
        for (String name : List.of("apim-request-id", "request-id", "x-ms-region", "x-ms-served-model")) {
            if (recording.header(name).isEmpty()) {
                play = play.header(name, "");
            }
        }
        return play;
    }
}
