package dev.wsctl.load.preflight;

import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Topology;
import dev.wsctl.load.preflight.Limit.State;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Local ports for the connections to each address and port of a server: a connection is known by both ends, so every source address
 * has the whole range for each of them. Names are not looked up: two names of the same server count as two.
 */
final class Ports {

    /** Some ports are taken by others, or wait for the end of an earlier connection. */
    private static final double USABLE = 0.9;

    private Ports() {}

    static List<Limit> limits(LoadPlan plan, Headcount heads, Machine machine) {
        Map<URI, Long> byServer = new LinkedHashMap<>();
        Topology topology = Topology.of(plan);
        long[] byTarget = new long[plan.targets().size()];
        for (int number = 0; number < plan.connections(); number++) {
            byTarget[topology.target(number)]++;
        }
        for (int target = 0; target < byTarget.length; target++) {
            byServer.merge(server(plan.targets().get(target)), byTarget[target], Long::sum);
        }
        List<Limit> limits = new ArrayList<>();
        byServer.forEach((server, connections) -> limits.add(limit(
                server,
                Math.min(connections, heads.part(connections) * heads.here()),
                sources(plan, server),
                machine)));
        return limits;
    }

    private static Limit limit(URI server, long wanted, long sources, Machine machine) {
        String name = "ports to " + server.getAuthority();
        if (sources == Machine.UNLIMITED) {
            return Limit.ok(name, wanted, OptionalLong.of(Machine.UNLIMITED));
        }
        if (machine.ports().isEmpty()) {
            return Limit.unknown(name, wanted);
        }
        long range = machine.ports().getAsLong();
        long all = range * sources;
        long usable = (long) (all * USABLE);
        OptionalLong allowed = OptionalLong.of(all);
        if (wanted <= usable) {
            return Limit.ok(name, wanted, allowed);
        }
        long addresses = (long) Math.ceil(wanted / (range * USABLE));
        return new Limit(
                name,
                wanted > all ? State.TOO_LOW : State.TIGHT,
                wanted,
                allowed,
                false,
                wanted + " connections to " + server.getAuthority() + " need "
                        + (wanted > all ? "more local ports than there are" : "nearly all local ports") + " (" + all
                        + ": net.ipv4.ip_local_port_range has " + range + ", from " + sources
                        + (sources == 1 ? " address)" : " addresses)"),
                "Name " + addresses + " addresses of this machine with --source-ip, or as root:"
                        + " sysctl -w net.ipv4.ip_local_port_range='1024 65535'.");
    }

    /** Addresses the connections to this server come from; on IPv4's loopback as many as it takes. */
    private static long sources(LoadPlan plan, URI server) {
        String host = server.getHost();
        boolean six = host.startsWith("[");
        boolean four = host.matches("[0-9.]+");
        List<InetAddress> given = plan.network().sources();
        long suitable = given.stream()
                .map(source -> source.getAddress().length)
                .filter(bytes -> six ? bytes == 16 : !four || bytes == 4)
                .count();
        if (suitable > 0) {
            return suitable;
        }
        return host.startsWith("127.") || host.equals("localhost") ? Machine.UNLIMITED : 1;
    }

    private static URI server(URI target) {
        int port = target.getPort() >= 0 ? target.getPort() : "wss".equals(target.getScheme()) ? 443 : 80;
        return URI.create("ws://" + target.getHost() + ":" + port);
    }
}
