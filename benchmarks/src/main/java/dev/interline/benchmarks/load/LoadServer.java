package dev.interline.benchmarks.load;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server on loopback, in a process of its own, that speaks five formats and thinks of nothing: one thread, sockets that
 * do not block, answers made beforehand. Prints {@code scene=port} for each {@link Scene} and an empty line, and serves
 * until its standard input ends.
 */
public final class LoadServer {
    /** Some libraries write blanks. */
    private static final Pattern STREAM = Pattern.compile("\"stream\"\\s*:\\s*true");

    private final Selector selector;
    private final List<Connection> paced = new ArrayList<>();
    private final Map<Scene, Map<Tongue, Answers>> answers = new EnumMap<>(Scene.class);

    private LoadServer() throws IOException {
        this.selector = Selector.open();
    }

    public static void main(String[] args) throws IOException {
        LoadServer server = new LoadServer();
        for (Scene scene : Scene.values()) {
            System.out.println(scene.word() + "=" + server.open(scene));
        }
        System.out.println();
        System.out.flush();
        Thread thread = new Thread(server::serve, "server");
        thread.setDaemon(true);
        thread.start();
        while (System.in.read() != -1) {
            // lives as long as whoever started it
        }
    }

    private int open(Scene scene) throws IOException {
        Map<Tongue, Answers> spoken = new EnumMap<>(Tongue.class);
        for (Tongue tongue : Tongue.values()) {
            spoken.put(tongue, new Answers(tongue, scene));
        }
        answers.put(scene, spoken);
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 2_000);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_ACCEPT, scene);
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    private void serve() {
        while (true) {
            try {
                selector.select(patience(System.nanoTime()));
                Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
                while (ready.hasNext()) {
                    SelectionKey key = ready.next();
                    ready.remove();
                    if (key.isValid() && key.isAcceptable()) {
                        accept(key);
                    } else if (key.isValid()) {
                        ((Connection) key.attachment()).go(key);
                    }
                }
                pace(System.nanoTime());
            } catch (IOException e) {
                throw new IllegalStateException("the server has failed", e);
            }
        }
    }

    /** In milliseconds; 0 for as long as it takes. */
    private long patience(long now) {
        long next = Long.MAX_VALUE;
        for (Connection connection : paced) {
            next = Math.min(next, connection.due());
        }
        return next == Long.MAX_VALUE ? 0 : Math.max(1, (next - now) / 1_000_000);
    }

    private void pace(long now) {
        for (int i = paced.size() - 1; i >= 0; i--) {
            Connection connection = paced.get(i);
            if (connection.due() <= now && !connection.sayMore()) {
                paced.remove(i);
            }
        }
    }

    private void accept(SelectionKey key) throws IOException {
        SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
        if (channel != null) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Connection connection = new Connection(channel, (Scene) key.attachment());
            connection.key = channel.register(selector, SelectionKey.OP_READ, connection);
        }
    }

    /** One connection, which is asked one thing at a time. */
    private final class Connection {
        private final SocketChannel channel;
        private final Scene scene;
        private final ArrayDeque<ByteBuffer> out = new ArrayDeque<>();
        private ByteBuffer in = ByteBuffer.allocate(4 << 10);
        private boolean cut;
        private Answers.@Nullable Paced saying;

        @Nullable
        SelectionKey key;

        Connection(SocketChannel channel, Scene scene) {
            this.channel = channel;
            this.scene = scene;
        }

        long due() {
            Answers.Paced now = saying;
            return now == null ? 0 : now.due;
        }

        void go(SelectionKey ready) {
            try {
                if (ready.isReadable()) {
                    read();
                }
                if (ready.isValid() && ready.isWritable()) {
                    write();
                }
            } catch (IOException | RuntimeException e) {
                // the client went away, or speaks something else
                close();
            }
        }

        private void read() throws IOException {
            int count = channel.read(in);
            if (count < 0) {
                close();
                return;
            }
            while (take()) {
                write();
            }
            if (!in.hasRemaining()) {
                in = ByteBuffer.allocate(in.capacity() * 2).put(in.flip());
            }
        }

        /** Takes one request, if it is complete. */
        private boolean take() {
            byte[] bytes = in.array();
            int head = headEnd(bytes, in.position());
            if (head < 0) {
                return false;
            }
            String text = new String(bytes, 0, head, StandardCharsets.ISO_8859_1);
            int body = head + length(text.toLowerCase(Locale.ROOT));
            if (in.position() < body) {
                return false;
            }
            String path = text.substring(text.indexOf(' ') + 1, text.indexOf(' ', text.indexOf(' ') + 1));
            String asked = new String(bytes, head, body - head, StandardCharsets.UTF_8);
            in.flip().position(body);
            in.compact();
            boolean streaming = path.contains("stream") || STREAM.matcher(asked).find();
            Map<Tongue, Answers> spoken = Objects.requireNonNull(answers.get(scene));
            answer(Objects.requireNonNull(spoken.get(Tongue.at(path))).next(streaming));
            return true;
        }

        private void answer(Answers.Reply reply) {
            out.add(reply.now());
            cut = reply.cut();
            saying = reply.then();
            if (saying != null) {
                paced.add(this);
            }
        }

        private static int headEnd(byte[] bytes, int to) {
            for (int i = 3; i < to; i++) {
                if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }

        private static int length(String head) {
            int at = head.indexOf("content-length:");
            return at < 0
                    ? 0
                    : Integer.parseInt(
                            head.substring(at + 15, head.indexOf('\r', at)).strip());
        }

        /** The next piece of a paced stream; false when there is none. */
        boolean sayMore() {
            Answers.Paced now = saying;
            if (now == null || !channel.isOpen()) {
                return false;
            }
            out.add(now.next());
            try {
                write();
            } catch (IOException e) {
                // the client went away
                close();
                return false;
            }
            if (now.over()) {
                saying = null;
            }
            return saying != null;
        }

        private void write() throws IOException {
            while (!out.isEmpty()) {
                ByteBuffer first = out.peek();
                channel.write(first);
                if (first.hasRemaining()) {
                    wantToWrite(true);
                    return;
                }
                out.poll();
            }
            wantToWrite(false);
            if (cut) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                close();
            }
        }

        private void wantToWrite(boolean wanted) {
            SelectionKey mine = key;
            int ops = SelectionKey.OP_READ | (wanted ? SelectionKey.OP_WRITE : 0);
            if (mine != null && mine.isValid() && mine.interestOps() != ops) {
                mine.interestOps(ops);
            }
        }

        private void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }
}
