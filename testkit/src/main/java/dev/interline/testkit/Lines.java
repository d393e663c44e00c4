package dev.interline.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** Makes the listening socket, and keeps the lines it accepted in the order in which the server library numbers them. */
final class Lines extends ServerSocketFactory {

    private final Tally tally;
    private final List<Line> accepted = new CopyOnWriteArrayList<>();

    Lines(Tally tally) {
        this.tally = tally;
    }

    Line at(int connection) {
        return accepted.get(connection);
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new Listener();
    }

    @Override
    public ServerSocket createServerSocket(int port) {
        throw new UnsupportedOperationException("the server library binds the socket itself");
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
        return createServerSocket(port);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
        return createServerSocket(port);
    }

    private final class Listener extends ServerSocket {

        Listener() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            Line line = new Line(tally);
            implAccept(line);
            line.setTcpNoDelay(true);
            accepted.add(line);
            tally.opened();
            return line;
        }
    }
}
