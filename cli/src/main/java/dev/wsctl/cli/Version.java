package dev.wsctl.cli;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** The version the build put into the jar, or into the module of a package. */
final class Version {
    private Version() {}

    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                        .or(() -> Optional.ofNullable(Version.class.getModule().getDescriptor())
                                .flatMap(ModuleDescriptor::rawVersion))
                        .orElse("(built from source)")
                + ", Java " + System.getProperty("java.version");
    }
}
