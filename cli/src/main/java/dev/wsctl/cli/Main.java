package dev.wsctl.cli;

import dev.wsctl.cli.render.Terminal;
import java.util.Map;

/** Entry point; the only class that ends the JVM. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        int code = new Wsctl(Terminal.system(environment), environment).run(args);
        System.exit(code);
    }
}
