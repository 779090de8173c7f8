package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.AbsentException;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.HostFacts;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/**
 * A check of the machine that Redis runs on, where that is this one.
 *
 * @param finder what is the matter with host and node; empty when nothing is
 */
record HostCheck(Rule rule, Finder finder) implements Check {
    /** Looks at one thing. */
    interface Finder {
        List<Found> find(HostFacts host, NodeEvidence node);
    }

    static final HostCheck BACKLOG = new HostCheck(
            Rule.of("HOS01", "The system cuts the queue of connections")
                    .why("When all instances reconnect at once, those that find the queue full are refused or wait for"
                            + " a retransmission, a second and more each.")
                    .threshold("net.core.somaxconn is not below tcp-backlog", "Redis: tcp-backlog")
                    .remedy(
                            "sysctl -w net.core.somaxconn={backlog}",
                            "echo net.core.somaxconn={backlog} >/etc/sysctl.d/60-redis.conf")
                    .affects("reconnecting after a restart of Redis or the network"),
            HostCheck::backlog);

    static final HostCheck HUGE_PAGES = new HostCheck(
            Rule.of("HOS02", "Transparent huge pages slow Redis down")
                    .why(
                            "After a fork the first write to each huge page copies 2 MB instead of 4 KB: latency spikes and"
                                    + " memory for twice the data.")
                    .threshold(
                            "transparent_hugepage is not always, or Redis switches it off for itself (disable-thp)",
                            "Redis: latency, transparent huge pages")
                    .remedy(
                            "echo madvise >/sys/kernel/mm/transparent_hugepage/enabled, and at boot",
                            "then restart Redis")
                    .affects("every user, whenever Redis saves"),
            HostCheck::hugePages);

    static final HostCheck OPEN_FILES = new HostCheck(
            Rule.of("HOS03", "The open-file limit is below what maxclients needs")
                    .why("Each connection takes a file, and Redis needs 32 for itself. At start it lowers maxclients to"
                            + " what the limit allows and only logs that; raised later, it fails when it counts.")
                    .threshold("open files at least maxclients + 32", "Redis: maxclients")
                    .remedy(
                            "LimitNOFILE={files} in the unit of redis-server (systemctl edit), or ulimit -n {files}",
                            "then restart Redis")
                    .affects("whoever connects when there are many"),
            HostCheck::openFiles);

    static final HostCheck OVERCOMMIT = new HostCheck(
            Rule.of("HOS04", "Saving may fail for want of memory that is there")
                    .why(
                            "To fork, the system must promise as much memory again as Redis uses. Unless it overcommits, it"
                                    + " refuses, saving fails, and Redis refuses writes.")
                    .threshold("vm.overcommit_memory 1, where Redis saves", "Redis: background saving")
                    .remedy(
                            "sysctl -w vm.overcommit_memory=1",
                            "echo vm.overcommit_memory=1 >/etc/sysctl.d/60-redis.conf")
                    .affects("sessions and presence, once Redis refuses writes"),
            HostCheck::overcommit);

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        HostFacts host = evidence.host().need();
        if (evidence.nodes().size() != 1) {
            throw new AbsentException("machines are judged one by one: --redis with the address of each node");
        }
        return finder.find(host, evidence.nodes().get(0));
    }

    private static List<Found> backlog(HostFacts host, NodeEvidence node) {
        long most = Long.parseLong(host.file("/proc/sys/net/core/somaxconn"));
        long wanted = node.configNumber("tcp-backlog");
        return most >= wanted
                ? List.of()
                : List.of(Found.warning(
                                node.address(),
                                "only " + most + " connections may wait to be accepted, not " + wanted,
                                "net.core.somaxconn " + most + ", tcp-backlog " + wanted)
                        .with("backlog", String.valueOf(wanted)));
    }

    private static List<Found> hugePages(HostFacts host, NodeEvidence node) {
        String enabled = host.file("/sys/kernel/mm/transparent_hugepage/enabled");
        boolean always = enabled.contains("[always]");
        // Redis 6.2 and later ask the system to leave them alone, unless told otherwise.
        return !always
                        || (node.config().need().containsKey("disable-thp")
                                && node.config("disable-thp").equals("yes"))
                ? List.of()
                : List.of(Found.warning(
                        node.address(), "transparent huge pages are on for Redis", "enabled: " + enabled));
    }

    private static List<Found> openFiles(HostFacts host, NodeEvidence node) {
        long clients = node.configNumber("maxclients");
        if (host.openFiles() < 0) {
            throw new AbsentException("the limits of the process redis-server are not ours to read");
        }
        return host.openFiles() >= clients + 32
                ? List.of()
                : List.of(Found.warning(
                                node.address(),
                                "redis-server may open " + host.openFiles() + " files, too few for " + clients
                                        + " clients",
                                "Max open files " + host.openFiles() + ", maxclients " + clients)
                        .with("files", String.valueOf(clients + 32)));
    }

    private static List<Found> overcommit(HostFacts host, NodeEvidence node) {
        String mode = host.file("/proc/sys/vm/overcommit_memory");
        boolean saves =
                !node.config("save").isEmpty() || node.config("appendonly").equals("yes");
        return mode.equals("1") || !saves
                ? List.of()
                : List.of(Found.warning(
                        node.address(),
                        "saving may fail for want of memory that is there",
                        "vm.overcommit_memory " + mode + ", save '" + node.config("save") + "', appendonly "
                                + node.config("appendonly")));
    }
}
