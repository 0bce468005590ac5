package dev.hubbub.server.rest;

import io.micronaut.context.annotation.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The web client's files, as its build packed them into this jar; none where it was built without Node. All are in
/// memory, read while the database starts. Immutable.
@Context
final class Site {
    static final String INDEX = "index.html";

    private static final String FOLDER = "/dev/hubbub/server/site/";
    private static final String LIST = "files.txt";

    private final Map<String, SiteFile> files;

    Site() {
        this(FOLDER);
    }

    Site(String folder) {
        files = read(folder);
    }

    boolean isThere() {
        return files.containsKey(INDEX);
    }

    /// Only by its exact name: nothing else of the jar can be asked for, whatever the path says.
    Optional<SiteFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    private static Map<String, SiteFile> read(String folder) {
        byte[] list = bytes(folder + LIST);
        if (list == null) {
            return Map.of();
        }
        List<String> names = new String(list, StandardCharsets.UTF_8).lines().toList();
        Map<String, SiteFile> files = new HashMap<>();
        for (String name : names) {
            byte[] plain = bytes(folder + name);
            if (plain == null) {
                throw new IllegalStateException("the web client in this jar lacks " + name + "; build it anew");
            }
            files.put(name, new SiteFile(name, plain, compressed(folder + name)));
        }
        return Map.copyOf(files);
    }

    private static Map<String, byte[]> compressed(String resource) {
        Map<String, byte[]> forms = new HashMap<>();
        for (String coding : SiteFile.CODINGS) {
            byte[] form = bytes(resource + "." + coding);
            if (form != null) {
                forms.put(coding, form);
            }
        }
        return forms;
    }

    private static byte @Nullable [] bytes(String resource) {
        try (InputStream in = Site.class.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
