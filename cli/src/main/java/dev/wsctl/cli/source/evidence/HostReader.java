package dev.wsctl.cli.source.evidence;

import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.evidence.HostFacts;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.load.preflight.ProcFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Facts about the machine, where Redis runs on this one: files below /proc and /sys. */
final class HostReader {
    private static final List<String> FILES = List.of(
            "/proc/sys/net/core/somaxconn",
            "/proc/sys/vm/overcommit_memory",
            "/proc/sys/net/ipv4/tcp_max_syn_backlog",
            "/sys/kernel/mm/transparent_hugepage/enabled");

    private HostReader() {}

    /** @param root where the files of the machine are: {@code /}, or where a container has them mounted */
    static Reading<HostFacts> read(RedisTarget target, List<NodeEvidence> nodes, Path root) {
        if (nodes.isEmpty()) {
            return Reading.absent("no node of Redis answered");
        }
        Info info = nodes.get(0).last().info().value();
        if (info == null) {
            return Reading.absent(nodes.get(0).last().info().reason());
        }
        long pid = info.number("process_id").orElse(0);
        if (!local(target) || !isRedis(pid, info, root)) {
            return Reading.absent("Redis does not run on this machine, or not visibly");
        }
        Map<String, String> files = new HashMap<>();
        for (String file : FILES) {
            String text = text(root, file);
            if (!text.isEmpty()) {
                files.put(file, text.strip());
            }
        }
        return Reading.of(new HostFacts(files, openFiles(text(root, "/proc/" + pid + "/limits"))));
    }

    private static boolean local(RedisTarget target) {
        return target.servers().stream()
                .flatMap(server -> server.endpoints().stream())
                .allMatch(endpoint -> endpoint instanceof Endpoint.Unix
                        || (endpoint instanceof Endpoint.Tcp tcp
                                && (tcp.host().equals("localhost")
                                        || tcp.host().startsWith("127.")
                                        || tcp.host().equals("::1"))));
    }

    /** A loopback address may be a tunnel or a container's port: only a process with that id that looks like it counts. */
    private static boolean isRedis(long pid, Info info, Path root) {
        String executable = info.text("executable", "");
        String name = executable.substring(executable.lastIndexOf('/') + 1);
        return pid > 0
                && !name.isEmpty()
                && text(root, "/proc/" + pid + "/cmdline").contains(name);
    }

    /** {@code Max open files            1024                 4096                 files}: the soft limit, −1 if unknown. */
    static long openFiles(String limits) {
        for (String line : limits.split("\n")) {
            if (line.startsWith("Max open files")) {
                String[] words =
                        line.substring("Max open files".length()).strip().split("\\s+");
                return words[0].equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(words[0]);
            }
        }
        return -1;
    }

    private static String text(Path root, String path) {
        return ProcFile.text(root.resolve(path.substring(1)));
    }
}
