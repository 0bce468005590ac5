package dev.hubbub.server.security;

import dev.hubbub.server.security.DamagedTraffic.Thrown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/// One of eve's sockets. It comes from another address than those who talk: the limits of an address must not end
/// what they do.
final class EvesSocket implements AutoCloseable {
    private static final byte[] ADDRESS = {127, 0, 0, 2};

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final byte[] some = new byte[4_096];
    private final Socket socket;

    EvesSocket(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByAddress(ADDRESS), 0);
    }

    /// From now on its end is a reset.
    void endsRudely() throws SocketException {
        socket.setSoLinger(true, 0);
    }

    /// What the server says until it ends the connection, has said `part`, or is silent for a while.
    String hears(Thrown thrown, String part, int patienceMs) throws IOException {
        try {
            socket.setSoTimeout(patienceMs);
            socket.getOutputStream().write(thrown.first());
            if (thrown.rest().length > 0 && hearsMore()) {
                socket.getOutputStream().write(thrown.rest());
            }
            while (!said().contains(part) && hearsMore()) {}
        } catch (SocketTimeoutException | SocketException _) {
            // It waits for the rest, or did not want to read all of it.
        }
        return said();
    }

    private boolean hearsMore() throws IOException {
        int count = socket.getInputStream().read(some);
        heard.write(some, 0, Math.max(0, count));
        return count >= 0;
    }

    private String said() {
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
