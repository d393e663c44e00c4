package dev.interline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real cloud answered once is answered again. */
class RecordingTest {
    @TempDir
    private Path folder;

    @Test
    void theAnswerComesAgainWithItsHeaders() throws IOException {
        Recording recording = read("""
                {"request": {"path": "/openai/v1/responses", "body": {"model": "main", "stream": true}},
                 "response": {"status": 429, "body": "{\\"error\\": {}}",
                  "headers": {"Content-Type": "application/json", "Retry-After": "7", "Transfer-Encoding": "chunked"}}}
                """);

        try (FakeClouds clouds = FakeClouds.start();
                Caller caller = new Caller()) {
            FakeCloud azure = clouds.on("azure").plays(recording.play());
            Caller.Heard heard = caller.chat(azure);

            assertThat(heard.status()).isEqualTo(429);
            assertThat(heard.text()).isEqualTo("{\"error\": {}}");
            assertThat(heard.header("retry-after")).isEqualTo("7");
            assertThat(heard.header("transfer-encoding")).isNull();
        }
        assertThat(recording.name()).isEqualTo("exchange");
        assertThat(recording.path()).contains("/openai/v1/responses");
        assertThat(recording.model()).contains("main");
        assertThat(recording.header("retry-AFTER")).contains("7");
        assertThat(recording.streaming()).isTrue();
        assertThat(recording).hasToString("exchange (429)");
    }

    @Test
    void bodiesThatAreNoTextStandInBase64() throws IOException {
        Recording recording = read("{\"response\": {\"status\": 200, \"bodyBase64\": \"AP8=\"}}");

        try (FakeClouds clouds = FakeClouds.start();
                Caller caller = new Caller()) {
            FakeCloud azure = clouds.on("azure").plays(recording.play());

            assertThat(caller.chat(azure).body().toByteArray()).containsExactly(0, 0xff);
        }
        assertThat(recording.path()).isEmpty();
        assertThat(recording.streaming()).isFalse();
    }

    @Test
    void whatIsNoRecordingIsRefused() {
        for (String text : new String[] {"", "no JSON", "[]", "{}", "{\"response\": {\"status\": 99}}"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(text))
                    .withMessageContaining("exchange.json is no recording");
        }
        assertThatThrownBy(() -> Recording.read(folder.resolve("none.json"))).isInstanceOf(UncheckedIOException.class);
    }

    private Recording read(String text) throws IOException {
        return Recording.read(Files.writeString(folder.resolve("exchange.json"), text));
    }
}
