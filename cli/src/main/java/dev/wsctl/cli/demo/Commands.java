package dev.wsctl.cli.demo;

import dev.wsctl.cli.render.Terminal;
import java.util.List;

/** Runs a wsctl command as a user would, on another terminal. */
@FunctionalInterface
public interface Commands {
    /**
     * @param arguments as typed after {@code wsctl}
     * @param terminal where it prints
     * @return its exit code; failures are printed and told by it, too
     */
    int run(List<String> arguments, Terminal terminal);
}
