package dev.wsctl.cli.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.Run;
import dev.wsctl.cli.render.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextCommandTest {
    @TempDir
    Path home;

    private Path project;
    private Path userFile;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void directories() throws IOException {
        project = Files.createDirectories(home.resolve("shop"));
        userFile = home.resolve(".config/wsctl/config.yaml");
        environment.put("HOME", home.toString());
    }

    private Run context(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "context";
        System.arraycopy(args, 0, all, 1, args.length);
        return Run.in(project, environment, all);
    }

    private Run succeeds(String... args) {
        Run run = context(args);
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.err()).isEmpty();
        return run;
    }

    @Test
    @DisplayName("from nothing to a context in use: add, list, show, use, remove")
    void aWholeLife() throws IOException {
        assertThat(succeeds().out()).contains("no contexts yet", "wsctl context add");
        assertThat(succeeds("add", "local", "--redis", "redis://localhost:6379/0", "--dry-run")
                        .out())
                .contains("would be added", "url: redis://localhost:6379/0");
        assertThat(userFile).doesNotExist();
        succeeds("add", "local", "--redis", "redis://localhost:6379/0", "--use");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(userFile)))
                .isEqualTo("rw-------");
        succeeds(
                "add",
                "staging",
                "--project",
                "--redis",
                "rediss://r:6380/1",
                "--user",
                "me",
                "--password-env",
                "P",
                "--instance",
                "ws://a/ws",
                "--instance",
                "ws://b/ws",
                "--expect",
                "2",
                "--prefix",
                "shop",
                "--tls-ca",
                "ca.pem");
        Files.writeString(userFile, Files.readString(userFile) + "# mine\n");
        assertThat(succeeds("list").out())
                .contains("*  staging  rediss://r:6380/1", "local", "config.yaml")
                .contains("the only one in " + project.resolve(".wsctl.yaml"));
        assertThat(succeeds("show").out())
                .contains("staging, said by the only one in", "from environment variable P", "ws://b/ws", "shop")
                .contains(project.resolve("ca.pem").toString());
        succeeds("use", "staging");
        assertThat(context("use", "local").err()).contains("wins over your own file", "--context local");
        assertThat(succeeds("remove", "staging").out()).contains("removed from");
        assertThat(succeeds("show").out()).contains("local, said by current in " + userFile);
        succeeds("remove", "local");
        assertThat(Files.readString(userFile)).isEqualTo("contexts:\n# mine\n");
    }

    @Test
    @DisplayName("what add, use and remove say, word for word")
    void whatIsSaid() {
        StringBuilder said = new StringBuilder();
        String[][] calls = {
            {},
            {"add", "local", "--redis", "redis://localhost:6379/0", "--instance", "ws://localhost:8000/ws", "--dry-run"
            },
            {"add", "local", "--redis", "redis://localhost:6379/0", "--use"},
            {"add", "shop", "--redis", "rediss://shop:6380/0", "--user", "me", "--password-env", "SHOP_PASSWORD"},
            {"add", "local", "--redis", "redis://localhost:6379/0"},
            {"use", "shpo"},
            {"use", "shop"},
            {"remove", "local"},
            {"remove", "local"},
        };
        for (String[] call : calls) {
            said.append("$ wsctl context ").append(String.join(" ", call)).append('\n');
            said.append(context(call).all());
        }
        environment.put("WSCTL_CONTEXT", "other");
        said.append("$ WSCTL_CONTEXT=other wsctl context use shop\n")
                .append(context("use", "shop").all());
        Golden.matches("context-changes.transcript", said.toString().replace(home.toString(), "/home/ada"));
    }

    @Test
    @DisplayName("show --origin tells of every value where it comes from, the environment included")
    void showTellsOrigins() throws IOException {
        Files.createDirectories(userFile.resolveSibling(""));
        Files.writeString(userFile, "current: a\ncontexts:\n  a: { redis: 'redis://h', prefix: shop }\n");
        environment.put("REDIS_URL", "redis://me:s3cret@other:6379");
        String out = succeeds("show", "--origin").out();
        assertThat(out).doesNotContain("s3cret");
        assertThat(out.lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains("redis.url redis://***@other:6379 REDIS_URL", "dialect chat default")
                .anyMatch(line -> line.startsWith("prefix shop ") && line.endsWith(" config.yaml:3:36"));
        assertThat(succeeds("show", "a").out()).contains("redis://h").doesNotContain("other");
        assertThat(succeeds("show", "-o", "json").json().get("values")).hasSize(3);
    }

    @Test
    @DisplayName("validate tells all mistakes with their places, exit 78; and that there is none")
    void validateTellsAll() throws IOException {
        assertThat(succeeds("validate").out()).contains("no file");
        Files.writeString(project.resolve(".wsctl.yaml"), "current: c\ncontexts:\n  a: { prefx: x, dialct: y }\n");
        Run run = context("validate");
        assertThat(run.code()).isEqualTo(78);
        assertThat(run.out().replaceAll("\\n +", " "))
                .contains(".yaml:3:8: ", ".yaml:3:18: ", ".yaml:1:10: current is 'c'", "3 mistakes");
        assertThat(context("validate", "-o", "json").json().get("problems")).hasSize(3);
        assertThat(context("list").code()).isEqualTo(78);
        Files.writeString(project.resolve(".wsctl.yaml"), """
                contexts:
                  a:
                    dialect: chatt
                    thresholds: { SLO1.warnin: 5%, latency.wran: 5ms, latency.warn: soon }
                    suppressions:
                    - { code: XYZ01, reason: none }
                    - { code: slo-1, reason: fine }
                """);
        assertThat(context("validate").out().replaceAll("\\n +", " "))
                .contains(
                        ".yaml:3:14: there is no dialect 'chatt'",
                        ".yaml:4:32: SLO01 has no setting 'warnin'",
                        ".yaml:4:50: there is no threshold 'latency.wran'",
                        ".yaml:4:69: latency.warn: ",
                        ".yaml:6:15: there is no finding 'XYZ01'",
                        "5 mistakes");
        Files.writeString(project.resolve(".wsctl.yaml"), "contexts:\n  a: { prefix: x }\n");
        assertThat(succeeds("validate").out()).contains("1 context in", "nothing wrong");
    }

    @Test
    @DisplayName("what makes no sense is refused, and no password gets into the file")
    void addRefuses() {
        assertThat(context("add", "a b", "--redis", "redis://h").code()).isEqualTo(64);
        assertThat(context("add", "none", "--redis", "redis://h").code()).isEqualTo(64);
        assertThat(context("add", "a").err()).contains("needs a Redis or an instance");
        Run secret = context("add", "a", "--redis", "redis://me:s3cret@h");
        assertThat(secret.code()).isEqualTo(64);
        assertThat(secret.err()).contains("--password-env").doesNotContain("s3cret");
        assertThat(context("add", "a", "--instance", "http://h").code()).isEqualTo(78);
        assertThat(userFile).doesNotExist();
        succeeds("add", "a", "--redis", "redis://h");
        assertThat(context("add", "a", "--redis", "redis://h").err()).contains("has a context a already");
        assertThat(context("use", "b").err()).contains("there is no context 'b'");
        assertThat(context("remove", "b").code()).isEqualTo(64);
    }

    @Test
    @DisplayName("a file behind a symbolic link stays behind it, with the permissions it had")
    void aLinkStays() throws IOException {
        Path real = Files.writeString(home.resolve("dotfile.yaml"), "# mine\n");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Files.createDirectories(userFile.resolveSibling(""));
        Files.createSymbolicLink(userFile, real);
        succeeds("add", "a", "--redis", "redis://h");
        assertThat(userFile).isSymbolicLink();
        assertThat(Files.readString(real)).startsWith("# mine\ncontexts:\n  a:\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r-----");
    }
}
