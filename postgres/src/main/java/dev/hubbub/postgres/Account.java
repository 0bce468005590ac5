package dev.hubbub.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The operating system's user that PostgreSQL runs as: our own, or when that is root, which PostgreSQL refuses, an
/// unprivileged one.
///
/// @param uid null to stay who we are
record Account(String name, @Nullable String uid, @Nullable String gid) {
    private static final Path ROOT = Path.of("/");

    static Account choose() {
        if (!ownUid().equals("0")) {
            return new Account(System.getProperty("user.name"), null, null);
        }
        if (!Command.of("setpriv", "--version").run(ROOT).succeeded()) {
            throw new PostgresStartException(
                    "PostgreSQL refuses to run as root, and setpriv (of util-linux), which would"
                            + " change the user, is missing. Start as an ordinary user, or install util-linux.");
        }
        return Stream.of("postgres", "nobody")
                .flatMap(name -> Account.named(name).stream())
                .findFirst()
                .orElseThrow(
                        () -> new PostgresStartException("PostgreSQL refuses to run as root, and there is neither a"
                                + " user postgres nor a user nobody to run it as. Start as an ordinary user."));
    }

    private static String ownUid() {
        return Command.of("id", "-u").run(ROOT).output();
    }

    private static Optional<Account> named(String name) {
        var uid = Command.of("id", "-u", name).run(ROOT);
        var gid = Command.of("id", "-g", name).run(ROOT);
        return uid.succeeded() && gid.succeeded()
                ? Optional.of(new Account(name, uid.output(), gid.output()))
                : Optional.empty();
    }

    /// Whether root hands over to this user.
    boolean isAnother() {
        return uid != null;
    }

    /// The options of `setpriv` that turn into this user.
    List<String> options() {
        return uid == null || gid == null ? List.of() : List.of("--reuid=" + uid, "--regid=" + gid, "--clear-groups");
    }

    /// Makes the path belong to this user.
    void own(Path path) throws IOException {
        if (isAnother()) {
            var users = path.getFileSystem().getUserPrincipalLookupService();
            var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            view.setOwner(users.lookupPrincipalByName(uid));
            view.setGroup(users.lookupPrincipalByGroupName(gid));
        }
    }

    /// Sees to it that this user can reach what is in the folder. Only the folder itself, which is ours, is opened (for
    /// passing through, not for listing); its parents are the operator's.
    void enter(Path folder) throws IOException {
        if (!isAnother()) {
            return;
        }
        var permissions = Files.getPosixFilePermissions(folder);
        if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            Files.setPosixFilePermissions(folder, permissions);
        }
        var script = "for d; do test -x \"$d\" || { echo \"$d\"; exit 1; }; done";
        var words = new ArrayList<>(List.of("setpriv"));
        words.addAll(options());
        words.addAll(List.of("--", "sh", "-c", script, "sh"));
        for (var part = folder.getRoot();
                !part.equals(folder);
                part = part.resolve(folder.getName(part.getNameCount()))) {
            words.add(part.toString());
        }
        words.add(folder.toString());
        var outcome = new Command(words).run(ROOT);
        if (!outcome.succeeded()) {
            var closed = outcome.output();
            throw new PostgresStartException(
                    "Started by root, PostgreSQL runs as user %s, who may not pass through %s. Allow it (chmod o+x %s), choose a data folder elsewhere, or start as an ordinary user."
                            .formatted(name, closed, closed));
        }
    }

    /// Refuses a data folder that another user made, since PostgreSQL would with fewer words.
    void requireOwned(Path data) throws IOException {
        var owner = Files.getAttribute(data, "unix:uid").toString();
        var mine = uid != null ? uid : ownUid();
        if (!owner.equals(mine)) {
            throw new PostgresStartException(
                    "%s belongs to user %s, but PostgreSQL would run as %s. Start as the user who made it, or hand it over: chown -R %s %s"
                            .formatted(data, Files.getOwner(data), name, name, data.getParent()));
        }
    }

    /// Refuses programs that another user could have put there: a shared folder may lie where everybody can write.
    void requireTrusted(Path home) throws IOException {
        var owner = Files.getAttribute(home, "unix:uid").toString();
        if (!owner.equals("0") && !owner.equals(ownUid())) {
            throw new PostgresStartException(
                    "The programs in %s belong to user %s, whom we cannot trust with them. Delete that folder or choose another."
                            .formatted(home, Files.getOwner(home)));
        }
    }

    /// A new file that only its maker may read.
    static void writeSecret(Path file, String text) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }
}
