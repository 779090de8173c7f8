package dev.wsctl.cli.launch;

import dev.wsctl.cli.Main;

/**
 * Loads the classes that commands need, so that the JVM can archive them: the launcher runs it once after a build, with
 * {@code -XX:ArchiveClassesAtExit}.
 */
public final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) {
        Main.main(args);
    }
}
