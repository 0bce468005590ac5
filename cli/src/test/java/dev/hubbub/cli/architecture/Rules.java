package dev.hubbub.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rules of the house for everything below one root package.
///
/// @param root `dev.hubbub`, or where violations are planted
record Rules(String root) {
    /// Which module may use which, besides itself and libraries.
    static final Map<String, Set<String>> MODULES = Map.of(
            "cli", Set.of("server", "client", "protocol", "postgres"),
            "server", Set.of("protocol", "postgres", "schema"),
            "client", Set.of("protocol"),
            "schema", Set.of(),
            "postgres", Set.of(),
            "protocol", Set.of());

    /// Which package of the server may use which other, from the top down. `app` wires them all.
    static final Map<String, Set<String>> LAYERS = Map.ofEntries(
            // edges
            entry(
                    "rest",
                    Set.of(
                            "account",
                            "apitoken",
                            "audit",
                            "command",
                            "db",
                            "factor",
                            "limit",
                            "proxy",
                            "session",
                            "status")),
            entry("gateway", Set.of("command", "presence", "hub", "limit", "proxy", "session")),
            // features
            entry("account", Set.of("command", "db", "factor", "ids", "limit", "mail", "session")),
            entry("apitoken", Set.of("command", "db", "ids", "session")),
            entry("command", Set.of("log", "db", "ids", "session")),
            entry("factor", Set.of("db", "ids", "session")),
            entry("presence", Set.of()),
            // delivery
            entry("cluster", Set.of("timeline", "hub", "presence", "log", "db", "ids")),
            entry("hub", Set.of("timeline", "log")),
            entry("timeline", Set.of("log")),
            entry("log", Set.of("db", "ids")),
            // ground
            entry("audit", Set.of("proxy")),
            entry("db", Set.of("audit", "proxy", "session")),
            entry("ids", Set.of()),
            entry("limit", Set.of()),
            entry("mail", Set.of()),
            entry("proxy", Set.of()),
            entry("redis", Set.of("limit", "session")),
            entry("session", Set.of("ids")),
            entry("status", Set.of()));

    /// Who alone may know a library.
    private static final Map<List<String>, List<String>> OWNERS = Map.ofEntries(
            entry(List.of("org.jooq..", "com.zaxxer.."), List.of("server.db")),
            entry(
                    List.of("java.sql..", "javax.sql.."),
                    List.of("server.db", "server.log", "schema", "postgres", "cli.verify", "cli.bench")),
            entry(List.of("org.flywaydb.."), List.of("schema")),
            entry(List.of("io.netty.."), List.of("server.gateway", "server.hub")),
            entry(List.of("io.micronaut.."), List.of("server.rest", "server.app", "server.gateway")),
            entry(List.of("io.lettuce.."), List.of("server.redis")),
            entry(List.of("io.nats.."), List.of("server.cluster")),
            entry(List.of("io.github.bucket4j.."), List.of("server.limit", "server.redis")),
            entry(
                    List.of("com.fasterxml.jackson.."),
                    List.of(
                            "protocol",
                            "client",
                            "server.rest",
                            "server.factor",
                            "server.cluster",
                            "cli.verify",
                            "cli.bench")),
            entry(List.of("com.yubico.."), List.of("server.factor")),
            entry(List.of("com.nimbusds..", "at.favre..", "com.ibm.icu.."), List.of("server.account")),
            entry(List.of("jakarta.mail..", "org.eclipse.angus.."), List.of("server.mail")),
            entry(List.of("com.github.f4b6a3.."), List.of("server.ids")),
            entry(List.of("picocli..", "org.jline.."), List.of("cli")));

    ArchRule modulesDependDown() {
        return dependOnlyOn("", MODULES);
    }

    ArchRule packagesOfTheServerDependDown() {
        return dependOnlyOn("server.", LAYERS);
    }

    private ArchRule dependOnlyOn(String parent, Map<String, Set<String>> allowed) {
        String ours = parent.isEmpty() ? root + ".." : in("server");
        return CompositeArchRule.of(allowed.entrySet().stream()
                .map(entry -> {
                    String from = entry.getKey();
                    DescribedPredicate<JavaClass> open = resideInAPackage(in(parent + from));
                    for (String to : entry.getValue()) {
                        open = open.or(resideInAPackage(in(parent + to)));
                    }
                    return noClasses()
                            .that()
                            .resideInAPackage(in(parent + from))
                            .should()
                            .dependOnClassesThat(resideInAPackage(ours).and(not(open)))
                            .as("%s uses only %s".formatted(from, entry.getValue()))
                            .allowEmptyShould(true);
                })
                .toList());
    }

    ArchRule packagesHaveNoCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().ignoreDependency(generated(), anyClass());
    }

    ArchRule librariesStayWithTheirOwners() {
        return CompositeArchRule.of(OWNERS.entrySet().stream()
                .map(entry -> noClasses()
                        .that(resideInAPackage(root + "..")
                                .and(not(generated()))
                                .and(not(resideInAnyPackage(
                                        entry.getValue().stream().map(this::in).toArray(String[]::new)))))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(entry.getKey().toArray(String[]::new))
                        .as("only %s know %s".formatted(entry.getValue(), entry.getKey())))
                .toList());
    }

    /// In the gateway Micronaut is met in one class, which lets Netty in.
    ArchRule theGatewayIsNoPartOfMicronaut() {
        return noClasses()
                .that()
                .resideInAPackage(in("server.gateway"))
                .and()
                .doNotHaveSimpleName("GateCustomizer")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micronaut..");
    }

    ArchRule nothingBlocksAnEventLoop() {
        return noClasses()
                .that(resideInAnyPackage(in("server.gateway"), in("server.hub"), in("server.timeline"))
                        .and(not(BlockingCall.OFF_THE_LOOPS)))
                .should()
                .callCodeUnitWhere(new BlockingCall());
    }

    ArchRule everyPackageIsNullMarked() {
        return classes()
                .that(resideInAPackage(root + "..").and(not(generated())))
                .should(new BeInANullMarkedPackage());
    }

    ArchRule namesSayWhatAThingIs() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .haveNameMatching(".*[a-z](Manager|Utils?|Helper|Impl|Service|Base|Info)");
    }

    List<ArchRule> all() {
        return List.of(
                modulesDependDown(),
                packagesOfTheServerDependDown(),
                packagesHaveNoCycles(),
                librariesStayWithTheirOwners(),
                theGatewayIsNoPartOfMicronaut(),
                nothingBlocksAnEventLoop(),
                everyPackageIsNullMarked(),
                namesSayWhatAThingIs());
    }

    private String in(String name) {
        return root + "." + name + "..";
    }

    /// jOOQ's classes refer to each other in circles, and are not ours to name.
    private DescribedPredicate<JavaClass> generated() {
        return resideInAPackage(in("schema.generated"));
    }

    private static DescribedPredicate<JavaClass> anyClass() {
        return DescribedPredicate.alwaysTrue();
    }
}
