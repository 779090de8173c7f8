package dev.wsctl.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The arrows between packages: command → all; source → model; check → model; render → check, model. */
class ArchitectureTest {
    private static final String ROOT = "dev.wsctl.cli";
    private static final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    @DisplayName("the model knows the JDK and nothing else")
    void theModelKnowsOnlyTheJdk() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".model..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(ROOT + ".model..", "java..", "org.jspecify..")
                .check(classes);
    }

    @Test
    @DisplayName("nothing knows the commands but the entry point")
    void nothingKnowsTheCommands() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".command..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".command..")
                .check(classes);
    }

    @Test
    @DisplayName("sources read: they neither judge nor render nor parse options")
    void sourcesOnlyRead() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".source..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".check..", ROOT + ".render..", ROOT + ".option..", ROOT + ".framework..")
                .check(classes);
    }

    @Test
    @DisplayName("checks and recognisers are pure functions of the model")
    void checksArePure() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".check..", ROOT + ".framework..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".source..", ROOT + ".render..", ROOT + ".option..", "java.net..", "java.io..")
                .check(classes);
    }

    @Test
    @DisplayName("only Main ends the process")
    void onlyMainEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(classes);
    }
}
