package dev.wsctl.cli;

/** The version the build put into the jar. */
final class Version {
    private Version() {}

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return (version == null ? "(built from source)" : version) + ", Java " + System.getProperty("java.version");
    }
}
