package dev.interline.examples.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofSeconds;

import dev.interline.ChatModel;
import dev.interline.error.ChatException.Kind;
import dev.interline.route.Target;
import dev.interline.testkit.Play;
import dev.interline.wire.auth.Token;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** What nobody expects of a provider: no connection at all, or far too much on it. */
final class Monsters {
    private static final int TOO_MUCH = 3 << 20;

    private Monsters() {}

    static void floods(Bout bout) {
        String deep = "[".repeat(10_000);
        Play words = Play.says(Told.WORDS);
        List<Play> plays = new ArrayList<>(List.of(
                Play.answers(200, type(bout), "{\"a\":\"" + "x".repeat(TOO_MUCH) + "\"}"),
                Play.answers(200, type(bout), "data: {\"a\":\"" + "x".repeat(TOO_MUCH)),
                Play.answers(200, type(bout), " \n".repeat(TOO_MUCH / 2)),
                Play.answers(200, type(bout), "{\"a\":" + deep),
                words.garbageAfterTokens(0, "{\"a\":" + deep)));
        if (!bout.isVirtual()) {
            // memory knows neither compression nor a limit of headers
            plays.add(Play.answers(200, type(bout), bomb()).header("Content-Encoding", "gzip"));
            plays.add(words.header("x-flood", "x".repeat(TOO_MUCH / 3)));
        }
        for (Play play : plays) {
            bout.primary.plays(play);
            Told told = bout.ask(bout.route());
            bout.judge.whole(told).within(told, ofSeconds(5));
            bout.judge.wrong(
                    told.trail().hops().stream()
                            .flatMap(hop -> hop.failure().stream())
                            .allMatch(
                                    failure -> failure.kind() == Kind.UNAVAILABLE || failure.kind() == Kind.UNREADABLE),
                    "taken for something else: " + told.trail());
            bout.judge.flaw(told.trail().hops().size() > 1, "taken for an answer");
        }
        bout.judge.wrong(bout.isIdle(), "something was left open");
    }

    private static String type(Bout bout) {
        if (bout.way == Way.WHOLE) {
            return "application/json";
        }
        return switch (bout.dialect.format()) {
            case "Converse", "Invoke" -> "application/vnd.amazon.eventstream";
            default -> "text/event-stream";
        };
    }

    private static byte[] bomb() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < 64; i++) {
                zip.write(new byte[1 << 20]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void unreachable(Bout bout) {
        List<String> addresses = new ArrayList<>();
        if (bout.isVirtual()) {
            addresses.add("https://nowhere.test/primary");
            addresses.add("https://fake.test:81/primary");
        } else {
            addresses.add("https://nowhere.invalid/primary");
            addresses.add("http://127.0.0.1:" + closedPort() + "/primary");
            addresses.add("https://127.0.0.1:" + plainPort(bout) + "/primary");
        }
        for (String address : addresses) {
            ChatModel gone = bout.model(bout.dialect, address, () -> Token.of("token"));
            Told told = bout.ask(bout.route(it -> it, Target.of(gone).name("primary"), bout.target(bout.second)));
            bout.judge.whole(told).within(told, ofSeconds(10));
            bout.judge.wrong(
                    told.trail().hops().stream()
                            .flatMap(hop -> hop.failure().stream())
                            .allMatch(failure -> failure.kind() == Kind.UNAVAILABLE),
                    address + " was taken for " + told.trail());
        }
        // kept open by the client alone: dead when the next request goes out on it
        bout.primary.next(Play.says(Told.WORDS), Play.resets());
        ChatModel route = bout.route();
        bout.judge.whole(bout.ask(route));
        int elsewhere = bout.second.calls();
        bout.judge.whole(bout.ask(route));
        bout.judge.flaw(bout.second.calls() == elsewhere, "a stale connection cost a change of target");
    }

    /** Speaks no TLS: says so in plain text and hangs up. */
    private static int plainPort(Bout bout) {
        try {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            bout.time.fork("plain", () -> {
                try (socket) {
                    while (true) {
                        try (Socket line = socket.accept()) {
                            line.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                        }
                    }
                } catch (IOException closed) {
                    // the bout is over
                }
            });
            bout.atEnd(socket);
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
