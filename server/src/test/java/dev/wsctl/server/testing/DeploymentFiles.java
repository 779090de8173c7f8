package dev.wsctl.server.testing;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.embedded.EmbeddedRedisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** What {@code docs/deploy} says, put into effect on Redis processes of this machine. */
public final class DeploymentFiles {

    private static final Path DEPLOY = Path.of("../docs/deploy");

    private DeploymentFiles() {}

    /**
     * Creates a user as the file has it.
     *
     * @param file under docs/deploy
     */
    public static void user(EmbeddedRedis redis, String file, String name) {
        String line = lines(file).stream()
                .filter(each -> each.startsWith("user " + name + " "))
                .findFirst()
                .orElseThrow();
        redis.command(("ACL SETUSER " + line.substring("user ".length())).split(" "));
    }

    /** Everything redis/tls.conf says but for the ports, with these certificates in the place of its files. */
    public static UnaryOperator<EmbeddedRedisOptions> tls(TestCertificate server, Path authorities) {
        List<String> rest = lines("redis/tls.conf").stream()
                .filter(line -> !line.matches("(port|tls-port|tls-(cert|key|ca-cert)-file) .*"))
                .toList();
        return options -> {
            options.tls(server.certificateFile(), server.keyFile(), authorities);
            rest.forEach(options::config);
            return options;
        };
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(DEPLOY.resolve(file)).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
