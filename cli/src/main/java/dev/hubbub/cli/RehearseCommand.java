package dev.hubbub.cli;

import dev.hubbub.cli.process.Folders;
import dev.hubbub.client.HubbubApi;
import dev.hubbub.client.HubbubClient;
import dev.hubbub.client.Outcome;
import dev.hubbub.client.SignedIn;
import dev.hubbub.protocol.HistoryQuery;
import dev.hubbub.protocol.RoomId;
import dev.hubbub.protocol.ServerMessage.AckBody;
import dev.hubbub.server.app.Config;
import dev.hubbub.server.app.Hubbub;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Runs a whole server on a temporary folder, talks on it a little and ends: the JVM's training run, from which
/// `bin/aot-cache` makes the cache that later starts are quick with.
@Command(
        name = "rehearse",
        hidden = true,
        description = "Starts a server on a temporary folder, talks on it and ends; for bin/aot-cache.",
        mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {
    private static final int SECONDS = 60;
    private static final int MESSAGES = 200;
    /// Enough of them for the compiler to know by the cache's profiles which way these requests go.
    private static final int PAGES = 500;
    /// The first that a server which was started anew has to do is to take everybody back.
    private static final int RETURNS = 100;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("hubbub-rehearsal");
        try {
            // Nothing of the environment: a rehearsal must not write into the operator's database.
            Map<String, String> environment = Map.of(
                    "SERVER_PORT",
                    "0",
                    "HUBBUB_DATA",
                    folder.resolve("data").toString(),
                    "HUBBUB_REGISTRATION",
                    "open");
            // PostgreSQL runs as another user when root rehearses.
            boolean _ = folder.toFile().setExecutable(true, false);
            try (Hubbub hubbub = Hubbub.start(Config.load(environment, folder.resolve(".env")))) {
                talk(URI.create(hubbub.url()));
            }
        } finally {
            Folders.delete(folder);
        }
        return CommandLine.ExitCode.OK;
    }

    private static void talk(URI server) throws Exception {
        HubbubApi api = new HubbubApi(server);
        api.register("ana", "ana@example.org", "correct horse");
        SignedIn ana = api.login("ana", "correct horse");
        try (HubbubClient client = HubbubClient.builder(api.webSocket())
                .token(ana::accessToken)
                .replayFromStart()
                .connect()) {
            Outcome<AckBody.Entered> created = client.createPublic("hallway").get(SECONDS, TimeUnit.SECONDS);
            if (!(created instanceof Outcome.Acked<AckBody.Entered>(AckBody.Entered entered))) {
                throw new IllegalStateException("the rehearsal could not make a room: " + created);
            }
            RoomId room = entered.room().id();
            for (int i = 0; i < MESSAGES; i++) {
                client.post(room, "message " + i).get(SECONDS, TimeUnit.SECONDS);
            }
            for (int i = 0; i < PAGES; i++) {
                client.history(room, HistoryQuery.before(MESSAGES, 50)).get(SECONDS, TimeUnit.SECONDS);
            }
            for (int i = 0; i < RETURNS; i++) {
                comeBack(api, ana, room);
            }
        }
    }

    private static void comeBack(HubbubApi api, SignedIn ana, RoomId room) throws Exception {
        try (HubbubClient client = HubbubClient.builder(api.webSocket())
                .token(ana::accessToken)
                .replayFromStart()
                .connect()) {
            client.history(room, HistoryQuery.newest(1)).get(SECONDS, TimeUnit.SECONDS);
        }
    }
}
