package dev.interline.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server on loopback, in a process of its own, that lets a crowd come together: it opens every stream at once, says
 * nothing until all are there, and then a token to each in turn. The path says how many ({@code /of2000/...}). Speaks Chat
 * Completions over HTTP/1.1, prints its port, and serves until its standard input ends.
 */
public final class Choir {
    private static final int BACKLOG = 20_000;
    private static final Pattern CROWD = Pattern.compile("/of(\\d+)/");

    private final Selector selector;
    private final ByteBuffer opening;
    private final List<ByteBuffer> song = new ArrayList<>();
    private final List<SocketChannel> waiting = new ArrayList<>();

    private Choir(int tokens) throws IOException {
        this.selector = Selector.open();
        Speech speech = Speech.of(Tongue.CHAT);
        ByteArrayOutputStream begin = new ByteArrayOutputStream();
        speech.begin(begin);
        this.opening = ByteBuffer.wrap(("HTTP/1.1 200 OK\r\ncontent-type: " + speech.streamType()
                        + "\r\ntransfer-encoding: chunked\r\n\r\n" + chunk(begin))
                .getBytes(StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < tokens; i++) {
            ByteArrayOutputStream piece = new ByteArrayOutputStream();
            speech.piece(piece, Words.token(i), i);
            said.append(Words.token(i));
            song.add(ByteBuffer.wrap(chunk(piece).getBytes(StandardCharsets.UTF_8)));
        }
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        speech.end(end, said.toString(), tokens);
        song.add(ByteBuffer.wrap((chunk(end) + "0\r\n\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    private static String chunk(ByteArrayOutputStream body) {
        return HexFormat.of().toHexDigits(body.size()) + "\r\n" + body.toString(StandardCharsets.UTF_8) + "\r\n";
    }

    /** The argument is the number of tokens of every stream. */
    public static void main(String[] args) throws IOException {
        Choir choir = new Choir(Integer.parseInt(args[0]));
        ServerSocketChannel door = ServerSocketChannel.open();
        door.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), BACKLOG);
        door.configureBlocking(false);
        door.register(choir.selector, SelectionKey.OP_ACCEPT);
        System.out.println(((InetSocketAddress) door.getLocalAddress()).getPort());
        Thread thread = new Thread(() -> choir.serve(door), "choir");
        thread.setDaemon(true);
        thread.start();
        while (System.in.read() != -1) {
            // lives as long as whoever started it
        }
    }

    private void serve(ServerSocketChannel door) {
        try {
            while (true) {
                selector.select();
                Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
                while (ready.hasNext()) {
                    SelectionKey key = ready.next();
                    ready.remove();
                    if (key.isValid() && key.isAcceptable()) {
                        accept(door);
                    } else if (key.isValid() && key.isReadable()) {
                        read((SocketChannel) key.channel(), (ByteBuffer) key.attachment());
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the server has failed", e);
        }
    }

    private void accept(ServerSocketChannel door) throws IOException {
        for (SocketChannel channel = door.accept(); channel != null; channel = door.accept()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(4 << 10));
        }
    }

    private void read(SocketChannel channel, ByteBuffer in) throws IOException {
        int count;
        try {
            count = channel.read(in);
        } catch (IOException e) {
            count = -1;
        }
        if (count < 0) {
            channel.close();
            return;
        }
        String asked = StandardCharsets.UTF_8.decode(in.duplicate().flip()).toString();
        // the request is JSON, and ends as such
        if (!asked.contains("\r\n\r\n") || !asked.endsWith("}")) {
            return;
        }
        in.clear();
        Matcher crowd = CROWD.matcher(asked);
        if (!crowd.find()) {
            throw new IllegalStateException("the path does not say how many will come");
        }
        write(channel, opening);
        waiting.add(channel);
        if (waiting.size() == Integer.parseInt(crowd.group(1))) {
            sing();
        }
    }

    private void sing() {
        for (ByteBuffer piece : song) {
            for (SocketChannel channel : waiting) {
                write(channel, piece);
            }
        }
        waiting.clear();
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) {
        ByteBuffer rest = bytes.duplicate();
        try {
            while (rest.hasRemaining()) {
                if (channel.write(rest) == 0) {
                    Thread.onSpinWait();
                }
            }
        } catch (IOException e) {
            // the client went away; the driver will count it
        }
    }
}
