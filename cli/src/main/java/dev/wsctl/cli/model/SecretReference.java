package dev.wsctl.cli.model;

import java.nio.file.Path;

/** Where a secret is to be had: what may stand in a file that others read. */
public sealed interface SecretReference {
    /** An environment variable. */
    record Variable(String name) implements SecretReference {}

    /** The first line of a file. */
    record InFile(Path file) implements SecretReference {}

    /** The first line a command of the shell prints. */
    record Command(String commandLine) implements SecretReference {}

    /** As people read it. */
    default String display() {
        if (this instanceof Variable variable) {
            return "from environment variable " + variable.name();
        }
        return this instanceof InFile inFile
                ? "from file " + inFile.file()
                : "from the output of: " + ((Command) this).commandLine();
    }
}
