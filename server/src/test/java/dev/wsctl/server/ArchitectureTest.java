package dev.wsctl.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What each package may use; the reasons stand in their package-info. */
class ArchitectureTest {

    private static final String ROOT = "dev.wsctl.server";
    private static final JavaClasses SERVER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void protocolConfigAndMetricsUseTheJdkAlone() {
        for (String name : new String[] {"protocol", "config", "metrics"}) {
            classes()
                    .that()
                    .resideInAPackage(ROOT + "." + name)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("java..", "com.sun.management..", "org.jspecify..", ROOT + "." + name)
                    .check(SERVER);
        }
    }

    @Test
    void accessKnowsNoHttp() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".access")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", ROOT + ".access", ROOT + ".config")
                .check(SERVER);
    }

    @Test
    void onlyBrokerClusterAndSessionTalkToRedis() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".broker", ROOT + ".cluster", ROOT + ".session")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lettuce..")
                .check(SERVER);
    }

    @Test
    void roomsKnowNeitherHttpNorTransport() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".room")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".transport",
                        ROOT + ".config",
                        ROOT + ".session",
                        "io.netty.handler..",
                        "com.fasterxml..")
                .check(SERVER);
    }

    @Test
    void onlyTheCompositionRootUsesTransport() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".transport")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".transport")
                .check(SERVER);
    }

    @Test
    void onlyTheMainClassEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".ServerMain")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(SERVER);
    }
}
