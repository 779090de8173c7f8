package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in and to what; the machine and the disk that Redis runs on. */
@DisplayName("N3 doctor, on a real Redis with its users, disk and machine,")
class DoctorAccessIT {
    @Test
    @DisplayName("E16 SEC04 sees a subscriber whose channel Redis denies, and leaves its own refusals out")
    void aDeniedSubscriber() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.options()
                .aclUser("chat on >pw ~* resetchannels &chat:* +@all")
                .aclUser("looker on >pw ~* resetchannels +info +ping +client -client|setname +scan +acl|log"))) {
            String own = redis.url().replace("redis://", "redis://looker:pw@");
            assertThat(Sickbed.doctor(own).codes()).doesNotContain("SEC04");
            // To anybody else the looker's refusals are a finding.
            redis.command("ACL", "LOG", "RESET");
            assertThat(Sickbed.doctor(redis.url().replace("redis://", "redis://chat:pw@"))
                            .codes())
                    .doesNotContain("SEC04");
            redis.command("ACL", "LOG", "RESET");
            try (Listener listener =
                    Listener.on(redis.host(), redis.port(), "staging:a:sub", new Listener.Login("chat", "pw"))) {
                assertThatThrownBy(() -> listener.send("SUBSCRIBE staging:lobby"))
                        .isInstanceOf(UncheckedIOException.class)
                        .hasRootCauseMessage(
                                "SUBSCRIBE staging:lobby was refused: -NOPERM this user has no permissions to access one of the channels used as arguments");
            }
            JsonNode finding = Sickbed.doctor(redis.url()).finding("SEC04");
            assertThat(finding.get("title").asText()).isEqualTo("Redis denied chat the channel staging:lobby");
            assertThat(finding.get("evidence").asText()).contains("staging:a:sub (127.0.0.1:");
            assertThat(finding.get("remedy").get(1).asText()).contains("acl setuser chat '&staging:lobby'");
        }
    }

    @Test
    @DisplayName("E16 SEC02 warns of traffic in the clear to another address than loopback")
    void inTheClear() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            // Leads to this machine, and is no loopback address.
            String elsewhere = redis.url().replace("127.0.0.1", "0.0.0.0");
            assertThat(Sickbed.doctor(elsewhere).finding("SEC02").get("title").asText())
                    .isEqualTo("password, sessions and messages cross the network in the clear");
            assertThat(Sickbed.doctor(redis.url()).codes()).doesNotContain("SEC02");
        }
    }

    @Test
    @DisplayName("LAT05 sees that the append-only file cannot be written, and that every write waits for the disk")
    void theDiskIsFull(@TempDir Path directory) throws IOException {
        Path files = Files.createDirectory(directory.resolve("appendonlydir"));
        Files.writeString(files.resolve("appendonly.aof.manifest"), "file appendonly.aof.1.incr.aof seq 1 type i\n");
        Files.createSymbolicLink(files.resolve("appendonly.aof.1.incr.aof"), Path.of("/dev/full"));
        try (EmbeddedRedis redis =
                EmbeddedRedis.start(EmbeddedRedis.options().directory(directory).appendOnly())) {
            assertThat(Sickbed.doctor(redis.url()).codes()).doesNotContain("LAT05");
            redis.command("SET", "key", "value");
            Sickbed bed = Sickbed.doctor(redis.url());
            assertThat(bed.finding("LAT05").get("title").asText())
                    .isEqualTo("writing the append-only file failed; Redis refuses writes until it succeeds");
            assertThat(bed.finding("LAT05").get("severity").asText()).isEqualTo("CRITICAL");
        }
        try (EmbeddedRedis redis =
                EmbeddedRedis.start(EmbeddedRedis.options().appendOnly().config("appendfsync always"))) {
            assertThat(Sickbed.doctor(redis.url()).finding("LAT05").get("title").asText())
                    .isEqualTo("Redis waits for the disk with every write");
        }
    }

    @Test
    @DisplayName("B8 HOS01, HOS02, HOS03, HOS04 reads the machine's settings where a container has them mounted")
    void host(@TempDir Path root) throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.options().config("disable-thp no"))) {
            redis.command("CONFIG", "SET", "save", "3600 1");
            String executable = redis.command("INFO", "server")
                    .lines()
                    .filter(line -> line.startsWith("executable:"))
                    .findFirst()
                    .orElseThrow();
            write(root, "proc/" + redis.pid() + "/cmdline", executable.substring("executable:".length()));
            write(root, "proc/" + redis.pid() + "/limits", "Max open files            256      4096      files\n");
            write(root, "proc/sys/net/core/somaxconn", "128\n");
            write(root, "proc/sys/vm/overcommit_memory", "0\n");
            write(root, "sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never\n");
            Sickbed bed = Sickbed.doctor(redis.url(), "--host-root", root.toString());
            assertThat(bed.codes()).contains("HOS01", "HOS02", "HOS03", "HOS04");
            assertThat(bed.finding("HOS03").get("evidence").asText()).startsWith("Max open files 256, maxclients ");

            write(root, "proc/" + redis.pid() + "/limits", "Max open files            65536    65536     files\n");
            write(root, "proc/sys/net/core/somaxconn", "4096\n");
            write(root, "proc/sys/vm/overcommit_memory", "1\n");
            write(root, "sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n");
            assertThat(Sickbed.doctor(redis.url(), "--host-root", root.toString())
                            .codes())
                    .doesNotContain("HOS01", "HOS02", "HOS03", "HOS04");
        }
    }

    private static void write(Path root, String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
