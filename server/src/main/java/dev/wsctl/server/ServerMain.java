package dev.wsctl.server;

import dev.wsctl.server.config.ConfigException;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.config.Settings;
import dev.wsctl.server.transport.BindFailure;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs one instance until SIGTERM or SIGINT. */
public final class ServerMain {

    /** Ended in good order. */
    public static final int OK = 0;

    /** The port is taken, or the address is not ours. */
    public static final int CANNOT_LISTEN = 2;

    /** A flag or variable cannot be used. */
    public static final int BAD_CONFIGURATION = 78;

    private ServerMain() {}

    public static void main(String[] args) {
        int code = run(List.of(args), System.getenv(), System.out, System.err);
        if (code != OK) {
            System.exit(code);
        }
    }

    /**
     * Runs one instance and returns after a signal, or at once if it cannot run.
     *
     * @param arguments flags of {@link Settings}, or {@code --help}
     * @param out gets one line with the addresses once connections are accepted
     * @param err gets one line if the instance cannot run
     * @return the exit code for the process
     */
    public static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.println(Settings.help());
            return OK;
        }
        try {
            ServerConfig config = ServerConfig.resolve(arguments, environment);
            // Read by logback.xml, and before the first line is logged.
            System.setProperty("LOG_FORMAT", config.logFormat());
            Server server = Server.start(config);
            CountDownLatch closed = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                server.close();
                                closed.countDown();
                            },
                            "wsctl-shutdown"));
            out.println(greeting(server));
            out.flush();
            closed.await();
            return OK;
        } catch (ConfigException e) {
            err.println("wsctl-server: " + e.getMessage());
            return BAD_CONFIGURATION;
        } catch (BindFailure e) {
            err.println("wsctl-server: " + e.getMessage());
            return CANNOT_LISTEN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OK;
        }
    }

    private static String greeting(Server server) {
        ServerConfig config = server.config();
        String redis = config.redis().enabled()
                ? config.redis().url() + (config.redis().url().hasCredentials() ? ", password hidden" : "")
                : "disabled";
        return "wsctl-server " + config.instanceId() + " listening on " + server.webSocketUri() + " (Redis: " + redis
                + ")";
    }
}
