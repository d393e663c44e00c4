package dev.interline.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A server that does nothing but send the same bytes, in a process of its own: whole answers of 200 tokens, streams of
 * as many as the path says ({@code /s500}). Prints its port and serves until its standard input ends.
 */
final class Loopback {
    private Loopback() {}

    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 200, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            System.out.println(server.getLocalPort());
            Thread acceptor = new Thread(() -> accept(server), "acceptor");
            acceptor.setDaemon(true);
            acceptor.start();
            while (System.in.read() != -1) {
                // lives as long as whoever started it
            }
        }
    }

    private static void accept(ServerSocket server) {
        byte[] whole = answer("application/json", Bodies.whole(200));
        byte[] s500 = answer("text/event-stream", Bodies.stream(500));
        byte[] s5000 = answer("text/event-stream", Bodies.stream(5_000));
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread thread = new Thread(() -> serve(socket, whole, s500, s5000), "connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static byte[] answer(String type, byte[] body) {
        byte[] head = ("HTTP/1.1 200 OK\r\ncontent-type: " + type + "\r\ncontent-length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private static void serve(Socket socket, byte[] whole, byte[] s500, byte[] s5000) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream()) {
            while (true) {
                String path = line(in);
                if (path.isEmpty()) {
                    return;
                }
                int length = 0;
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                        length = Integer.parseInt(header.substring(15).trim());
                    }
                }
                String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                boolean stream = body.contains("\"stream\":true");
                out.write(!stream ? whole : path.contains("/s5000") ? s5000 : s500);
                out.flush();
            }
        } catch (IOException e) {
            // the client went away
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int c = in.read(); c != -1 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
