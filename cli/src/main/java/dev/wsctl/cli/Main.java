package dev.wsctl.cli;

/** Entry point; the only class that ends the JVM. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(0);
    }
}
