package dev.wsctl.load.engine;

import dev.wsctl.load.dialect.Condition;
import dev.wsctl.load.dialect.Fields;
import dev.wsctl.load.dialect.Marker;
import dev.wsctl.load.dialect.Member;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Redacted;
import dev.wsctl.load.plan.Topology;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What all event loops of a run share: the plan, the topology, who has joined and who failed. */
final class RunContext {

    private final LoadPlan plan;
    private final long id;
    private final String prefix;
    private final List<String> labels = new ArrayList<>();
    private final SourceAddresses sources;
    private final Topology topology;
    private final @Nullable InetSocketAddress[] addresses;
    private final @Nullable Connector[] connectors;
    private final AtomicInteger joined = new AtomicInteger();
    private final AtomicInteger died = new AtomicInteger();
    private final AtomicInteger away = new AtomicInteger();
    private final AtomicIntegerArray presentAt;
    private final Failures failures = new Failures();
    private final @Nullable AtomicLong permits;
    private final @Nullable Condition whenJoined;
    private final RunPulse pulse;
    private volatile boolean closing;

    /**
     * @param id tells this run's rooms and messages from those of other runs
     * @param share of the plan that is this process'
     */
    RunContext(LoadPlan plan, long id, Share share, RunPulse pulse) {
        this.plan = plan;
        topology = Topology.of(plan);
        this.pulse = pulse;
        this.id = id;
        prefix = "wsctl-" + Long.toString(id & 0xFFFFFFFFFFL, 36);
        sources = SourceAddresses.ofThisMachine(plan.network().sources());
        labels.addAll(labels(plan));
        addresses = new InetSocketAddress[plan.targets().size()];
        connectors = new Connector[plan.targets().size()];
        presentAt = new AtomicIntegerArray(plan.targets().size());
        permits = plan.messageLimit().isPresent()
                ? new AtomicLong(share.part(plan.messageLimit().getAsLong()))
                : null;
        whenJoined = plan.dialect().joined().orElse(null);
        if (plan.connections() > Marker.MOST) {
            throw new IllegalArgumentException("a marker has no room for so many connections");
        }
    }

    /** The targets as they may be shown. */
    static List<String> labels(LoadPlan plan) {
        return plan.targets().stream().map(Redacted::url).toList();
    }

    /** Who is where. */
    Topology topology() {
        return topology;
    }

    /** What this run's names begin with. */
    String prefix() {
        return prefix;
    }

    LoadPlan plan() {
        return plan;
    }

    RunPulse pulse() {
        return pulse;
    }

    long id() {
        return id;
    }

    /** A target as it may be shown. */
    String label(int target) {
        return labels.get(target);
    }

    Member identity(Client client) {
        Member member = new Member(
                client.number,
                prefix + "-" + topology.room(client.number),
                prefix + "-n" + client.number,
                plan.targets().get(client.target),
                plan.message().data().row(client.number));
        return new Member(
                member.number(), member.room(), member.name(), Fields.inTarget(member.target(), member), member.row());
    }

    /** What this client's handshake asks for. */
    Opening.Wish wish(Member member) {
        String own = plan.network().subprotocol();
        return new Opening.Wish(
                own.isEmpty() ? plan.dialect().subprotocol() : own,
                plan.network().compression(),
                headers(member));
    }

    private Map<String, String> headers(Member member) {
        if (plan.headers().values().stream().noneMatch(value -> value.indexOf('{') >= 0)) {
            return plan.headers();
        }
        Map<String, String> filled = new LinkedHashMap<>();
        plan.headers().forEach((name, value) -> filled.put(name, Fields.inHeader(value, member)));
        return filled;
    }

    /** What says that a member has joined; null: nothing, it has at once. */
    @Nullable Condition whenJoined() {
        return whenJoined;
    }

    String connectTimeoutText() {
        long millis = plan.connectTimeout().toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /** The target's host is known: its connections are being opened. */
    void target(int target, InetSocketAddress address, Connector connector) {
        addresses[target] = address;
        connectors[target] = connector;
    }

    InetSocketAddress address(int target) {
        InetSocketAddress address = addresses[target];
        if (address == null) {
            throw new IllegalStateException("no address is known for " + label(target));
        }
        return address;
    }

    @Nullable InetAddress sourceAddress(Client client) {
        return sources.of(address(client.target).getAddress(), topology.ordinal(client.number));
    }

    /** Whether one more measured message may be sent. */
    boolean takePermit() {
        return permits == null || permits.getAndDecrement() > 0;
    }

    void joined(Client client) {
        joined.incrementAndGet();
        presentAt.incrementAndGet(client.target);
        settled(client, true);
    }

    void notJoined(Client client, String reason) {
        if (!closing) {
            failures.add(label(client.target), reason, 1);
            settled(client, false);
        }
    }

    void died(Client client, String reason) {
        died.incrementAndGet();
        presentAt.decrementAndGet(client.target);
        if (!closing) {
            failures.add(label(client.target), "during the run: " + reason, 1);
        }
    }

    private void settled(Client client, boolean opened) {
        Connector connector = connectors[client.target];
        if (connector != null) {
            connector.settled(opened, System.nanoTime());
        }
    }

    /** Connections that end from now on are ended by us. */
    void closing() {
        closing = true;
    }

    /** A client has left for a while, or has come back. */
    void away(Client client, int change) {
        away.addAndGet(change);
        presentAt.addAndGet(client.target, -change);
    }

    /** Joined just now. */
    int presentCount() {
        return joined.get() - died.get() - away.get();
    }

    /** Of them, on this target. */
    int presentAt(int target) {
        return presentAt.get(target);
    }

    /** Whether this stage disturbs something. */
    boolean isDisturbed(int stage) {
        return plan.stages().get(stage).disturbance().isPresent();
    }

    int joinedCount() {
        return joined.get();
    }

    Failures failures() {
        return failures;
    }
}
