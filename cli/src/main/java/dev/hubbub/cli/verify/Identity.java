package dev.hubbub.cli.verify;

import dev.hubbub.client.HubbubApi;
import dev.hubbub.client.SignedIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A user of ours, and a token of his that is good. Its monitor guards it.
final class Identity {
    private static final String PASSWORD = "verify-verify-verify";
    private static final long RENEW_AFTER = TimeUnit.MINUTES.toNanos(10);

    private final List<HubbubApi> nodes;
    private final String name;
    private final long user;
    private SignedIn signedIn;
    private long since = System.nanoTime();

    /// Makes the user.
    Identity(List<HubbubApi> nodes, String name) throws IOException, InterruptedException {
        this.nodes = nodes;
        this.name = name;
        signedIn = nodes.getFirst().register(name, name + "@verify.example.org", PASSWORD);
        user = signedIn.user().id().value();
    }

    long user() {
        return user;
    }

    String token() {
        return signedIn().accessToken();
    }

    private synchronized SignedIn signedIn() {
        if (System.nanoTime() - since > RENEW_AFTER) {
            try {
                signedIn = login();
                since = System.nanoTime();
            } catch (IOException e) {
                throw new UncheckedIOException("no server answers the login", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        return signedIn;
    }

    private SignedIn login() throws IOException, InterruptedException {
        IOException last = new IOException("there is no node");
        for (HubbubApi node : nodes) {
            try {
                return node.login(name, PASSWORD);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }
}
