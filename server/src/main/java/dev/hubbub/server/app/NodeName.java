package dev.hubbub.server.app;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What a node is called where nobody chose a name: after its machine, with something short that tells two on one
/// machine apart.
final class NodeName {
    private static final Pattern GOOD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Path KERNELS = Path.of("/proc/sys/kernel/hostname");
    private static final int SHORT = 4;
    private static final int MOST_OF_HOST = 40;

    private NodeName() {}

    /// @throws IllegalArgumentException if it would need quoting in logs or headers
    static String checked(String name) {
        if (!GOOD.matcher(name).matches()) {
            throw new IllegalArgumentException("must be up to 64 letters, digits, dots, hyphens and underscores");
        }
        return name;
    }

    /// @param id of the node, of which a few letters do
    static String made(String id) {
        String host = host().replaceAll("\\..*", "").replaceAll("[^A-Za-z0-9_-]", "");
        String name = host.isEmpty() || !Character.isLetterOrDigit(host.charAt(0)) ? "node" : host;
        return name.substring(0, Math.min(name.length(), MOST_OF_HOST))
                + "-"
                + id.substring(Math.max(0, id.length() - SHORT));
    }

    /// Without asking the network where that can be done.
    private static String host() {
        try {
            return Files.isReadable(KERNELS)
                    ? Files.readString(KERNELS).strip()
                    : InetAddress.getLocalHost().getHostName();
        } catch (IOException _) {
            return "";
        }
    }
}
