package dev.interline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interline.Interline;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Fault;
import dev.interline.testkit.Play;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that one can talk to, asked by a browser that shows every byte. */
class WebChatTest {
    private static final Duration BEAT = Duration.ofMillis(5);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final FakeClouds clouds = FakeClouds.start();
    private final Interline interline = clouds.load();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private WebChat chat;

    @BeforeEach
    void start() throws IOException {
        chat = new WebChat(interline.model("chat"), 0, BEAT);
    }

    @AfterEach
    void stop() {
        chat.close();
        interline.close();
        clouds.close();
    }

    /** A browser's connection; closing it is leaving. */
    private Socket open(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), chat.port());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private Socket ask(String prompt) throws IOException {
        return open(
                "POST /chat HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + prompt.length() + "\r\n\r\n" + prompt);
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Lines up to and with the first that is this one, without the sizes of chunks. */
    private static List<String> until(String last, BufferedReader lines) throws IOException {
        List<String> read = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(": ")) {
                read.add(line);
            }
            if (line.equals(last)) {
                return read;
            }
        }
        throw new AssertionError("no line was " + last + ", but " + read);
    }

    @Test
    void heartbeatsComeWhileTheModelThinksAndThenTheWords() throws IOException {
        CountDownLatch thinking = new CountDownLatch(1);
        clouds.on("azure").plays(Play.says(List.of("Salt\n", "and water")).holdsAfterTokens(0, thinking));
        try (Socket browser = ask("What is the sea?")) {
            BufferedReader lines = lines(browser);
            assertThat(until(": ping", lines))
                    .contains("Content-type: text/event-stream; charset=utf-8")
                    .doesNotContain("event: text");
            until(": ping", lines);
            thinking.countDown();
            assertThat(until("event: done", lines))
                    .filteredOn(line -> !line.equals(": ping"))
                    .containsExactly(
                            "event: text", "data: Salt", "data: ", "event: text", "data: and water", "event: done");
        }
        assertThat(clouds.on("azure").lastRequest().prompt()).isEqualTo("What is the sea?");
        clouds.on("azure").awaitIdle(SOON);
        assertThat(clouds.on("azure").abandoned()).isZero();
    }

    @Test
    void aBrowserThatLeavesWhileTheModelThinksEndsTheCall() throws IOException {
        clouds.on("azure").hangs();
        try (Socket browser = ask("What is the sea?")) {
            BufferedReader lines = lines(browser);
            // the first beats may come before the request has arrived
            for (int beats = 0; beats < 500 && clouds.on("azure").inFlight() == 0; beats++) {
                until(": ping", lines);
            }
            assertThat(clouds.on("azure").inFlight()).isEqualTo(1);
        }
        clouds.on("azure").awaitAbandoned(1, SOON);
    }

    @Test
    void aBrowserThatLeavesInTheMiddleOfTheAnswerEndsTheCall() throws IOException {
        clouds.on("azure").plays(Play.says("one two three").silentAfterTokens(1));
        try (Socket browser = ask("Count")) {
            until("data: one", lines(browser));
        }
        clouds.on("azure").awaitAbandoned(1, SOON);
    }

    @Test
    void whatIsVoidIsTakenBackAndAFailureIsAWord() throws IOException {
        clouds.on("azure").plays(Play.says("one two three").resetAfterTokens(2));
        clouds.on("bedrock").says("anew");
        try (Socket browser = ask("Count")) {
            assertThat(until("event: done", lines(browser)))
                    .filteredOn(line -> !line.equals(": ping"))
                    .containsSequence("event: discard", "data: 7", "event: text", "data: anew", "event: done");
        }
        clouds.on("azure").fails(Fault.BLOCKED);
        try (Socket browser = ask("Count")) {
            until("event: error", lines(browser));
        }
    }

    @Test
    void thePageIsThereAndNothingElse() throws IOException {
        try (Socket browser = open("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            until("</html>", lines(browser));
        }
        try (Socket browser = open("GET /favicon.ico HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(lines(browser).readLine()).contains(" 404 ");
        }
        try (Socket browser = open("GET /chat HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(lines(browser).readLine()).contains(" 405 ");
        }
        try (Socket browser = ask(" ")) {
            assertThat(lines(browser).readLine()).contains(" 400 ");
        }
        assertThat(clouds.on("azure").calls()).isZero();
    }

    private int run(String... args) throws IOException {
        return WebChat.run(new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), false), args);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "70000", "-1", "8080 8081", ""})
    void whoAsksForAPortThatIsNoneIsToldWhatToCall(String words) throws IOException {
        assertThat(run(words.split(" "))).isEqualTo(2);
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "'" + words + "' is no port, which is a number from 0 (any that is free) to 65535.",
                        "usage: WebChat [port], 8080 without one");
    }

    @Test
    void whoAsksForAPortThatIsTakenIsToldSo() throws IOException {
        assertThat(run(String.valueOf(chat.port()))).isEqualTo(2);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Port " + chat.port() + " cannot be had (")
                .endsWith("): call WebChat with another one." + System.lineSeparator());
    }
}
