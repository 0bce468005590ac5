package dev.hubbub.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Plain methods on purpose: ArchUnit's fields run no test under some versions of Surefire, and nobody notices.
class ArchitectureTest {
    private static final JavaClasses HUBBUB = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/planted/"))
            .importPackages("dev.hubbub");
    private static final Rules RULES = new Rules("dev.hubbub");

    @Test
    void modulesDependDown() {
        RULES.modulesDependDown().check(HUBBUB);
    }

    @Test
    void packagesOfTheServerDependDown() {
        RULES.packagesOfTheServerDependDown().check(HUBBUB);
    }

    @Test
    void packagesHaveNoCycles() {
        RULES.packagesHaveNoCycles().check(HUBBUB);
    }

    @Test
    void librariesStayWithTheirOwners() {
        RULES.librariesStayWithTheirOwners().check(HUBBUB);
    }

    @Test
    void theGatewayIsNoPartOfMicronaut() {
        RULES.theGatewayIsNoPartOfMicronaut().check(HUBBUB);
    }

    @Test
    void nothingBlocksAnEventLoop() {
        RULES.nothingBlocksAnEventLoop().check(HUBBUB);
    }

    @Test
    void everyPackageIsNullMarked() {
        RULES.everyPackageIsNullMarked().check(HUBBUB);
    }

    @Test
    void namesSayWhatAThingIs() {
        RULES.namesSayWhatAThingIs().check(HUBBUB);
    }

    /// A package that the tables do not know would be free to use whatever it likes.
    @Test
    void noModuleOrPackageStandsOutsideTheTables() {
        Set<String> layers = new HashSet<>(Rules.LAYERS.keySet());
        layers.add("app");
        assertThat(children("dev.hubbub")).isEqualTo(Rules.MODULES.keySet());
        assertThat(children("dev.hubbub.server")).isSubsetOf(layers);
    }

    private static Set<String> children(String parent) {
        return HUBBUB.getPackage(parent).getSubpackages().stream()
                .map(JavaPackage::getRelativeName)
                .collect(Collectors.toSet());
    }

    @Test
    void eachRuleFindsWhatIsPlantedAgainstIt() {
        JavaClasses planted = new ClassFileImporter().importPackages("dev.hubbub.planted");
        assertThat(new Rules("dev.hubbub.planted").all())
                .allSatisfy(rule -> assertThat(rule.evaluate(planted).hasViolation())
                        .as(rule.getDescription())
                        .isTrue());
    }
}
