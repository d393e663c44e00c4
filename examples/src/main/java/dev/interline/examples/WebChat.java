package dev.interline.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.interline.ChatEvent;
import dev.interline.ChatModel;
import dev.interline.async.AsyncStream;
import dev.interline.async.Polled;
import dev.interline.error.ChatException;
import dev.interline.testkit.FakeClouds;
import dev.interline.testkit.Play;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A page that one can talk to, on the JDK's own web server. A prompt is posted to {@code /chat}; the answer comes as
 * server-sent events, with a heartbeat while the model thinks. Whoever leaves the page, or presses Stop, ends the call to the
 * cloud, which then stops to count: the next heartbeat finds nobody there.
 */
public final class WebChat implements AutoCloseable {
    private static final Duration BEAT = Duration.ofMillis(500);
    private static final int LONGEST_PROMPT = 100_000;
    private static final int WRONG_CALL = 2;

    private final ChatModel model;
    private final Duration beat;
    private final HttpServer server;
    private final ExecutorService handlers = Executors.newCachedThreadPool();

    WebChat(ChatModel model, int port, Duration beat) throws IOException {
        this.model = model;
        this.beat = beat;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::page);
        server.createContext("/chat", this::chat);
        server.setExecutor(handlers);
        server.start();
    }

    /** Runs the example until Enter is pressed; the argument is the port, 8080 without one. */
    public static void main(String[] args) throws IOException {
        int status = run(Terminal.standard(), args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Runs the example and gives its exit status: 2 when it was called wrongly. */
    static int run(Terminal terminal, String... args) throws IOException {
        int port = port(args);
        if (port < 0) {
            terminal.warn("'" + String.join(" ", args)
                    + "' is no port, which is a number from 0 (any that is free) to 65535.");
            terminal.warn("usage: WebChat [port], 8080 without one");
            return WRONG_CALL;
        }
        try (Clouds clouds = Clouds.found(terminal, WebChat::script);
                WebChat chat = new WebChat(clouds.model("chat"), port, BEAT)) {
            terminal.note("Open http://127.0.0.1:" + chat.port() + " and talk; Enter here ends it.");
            int key = System.in.read();
            terminal.note(key < 0 ? "The end of the input ends it as well." : "Good-bye.");
        } catch (BindException e) {
            terminal.warn("Port " + port + " cannot be had (" + e.getMessage() + "): call WebChat with another one.");
            return WRONG_CALL;
        }
        return 0;
    }

    /** The port that was asked for; negative when that is none. */
    private static int port(String... args) {
        if (args.length == 0) {
            return 8080;
        }
        try {
            int port = Integer.parseInt(args[0]);
            return args.length == 1 && port <= 65_535 ? port : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    static void script(FakeClouds clouds) {
        clouds.on("azure")
                .plays(asked -> Play.says("You said: " + asked.prompt() + ". I am a fake cloud and know no more.")
                        .firstTokenAfter(Duration.ofSeconds(3))
                        .paced(Duration.ofMillis(60)));
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void chat(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            String prompt =
                    new String(exchange.getRequestBody().readNBytes(LONGEST_PROMPT), StandardCharsets.UTF_8).strip();
            if (prompt.isEmpty()) {
                exchange.sendResponseHeaders(400, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, 0);
            try (Writer out = new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8)) {
                answer(prompt, out);
            }
        }
    }

    private void answer(String prompt, Writer out) throws IOException {
        // region heartbeat
        try (AsyncStream answer = model.async().stream(prompt)) {
            for (Polled next = answer.poll(beat); !next.isEnd(); next = answer.poll(beat)) {
                if (next.isNothingYet()) {
                    out.write(": ping\n\n");
                } else if (next.event() instanceof ChatEvent.TextDelta delta) {
                    send(out, "text", delta.text());
                } else if (next.event() instanceof ChatEvent.FailedOver over) {
                    send(out, "discard", String.valueOf(over.discard()));
                }
                out.flush(); // fails when the browser has left, and leaving this block cancels the call
            }
            // endregion
            send(out, "done", "");
        } catch (ChatException e) {
            // what went wrong is for the log; a browser learns what it can act on
            send(out, "error", e.kind().name());
        }
    }

    /** A line break within an event's data begins another line of data. */
    private static void send(Writer out, String event, String data) throws IOException {
        out.write("event: " + event + "\n");
        for (String line : data.split("\r\n|\r|\n", -1)) {
            out.write("data: " + line + "\n");
        }
        out.write("\n");
    }

    private void page(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream page = WebChat.class.getResourceAsStream("/web-chat.html")) {
            if (page == null || !exchange.getRequestURI().getPath().equals("/")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] html = page.readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, html.length);
            exchange.getResponseBody().write(html);
        }
    }

    /** Ends the server; calls that are still answered end with the connections of their browsers. */
    @Override
    public void close() {
        server.stop(0);
        handlers.shutdownNow();
    }
}
