package dev.hubbub.server.account;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Names that would speak for the server, for everybody, or for nobody; also written with look-alikes or separators.
final class ReservedNames {
    private static final Set<String> SHAPES = Stream.of(
                    // Who runs the place.
                    "admin administrator admins root superuser sysadmin operator owner staff official moderator mod "
                            + "support help helpdesk security abuse postmaster hostmaster webmaster info noreply",
                    // The program itself.
                    "hubbub system server service bot daemon api login logout register signup settings setup invite",
                    // Whom a mention means.
                    "everyone everybody here all channel room group online team me self you",
                    // Nobody.
                    "nobody anonymous guest unknown deleted deleteduser null undefined none")
            .flatMap(names -> Stream.of(names.split(" ", -1)))
            .map(NameShapes::bare)
            .collect(Collectors.toUnmodifiableSet());

    private ReservedNames() {}

    static boolean contain(String name) {
        return SHAPES.contains(NameShapes.bare(name));
    }
}
