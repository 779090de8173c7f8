package dev.wsctl.load.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The first phase: finds every target's address and opens its connections, until all have joined or failed. */
final class Joining {

    private static final int HANDSHAKES_UNDER_WAY = 128;
    private static final int FEWEST_HANDSHAKES_UNDER_WAY = 16;

    private final RunContext run;
    private final List<Client> clients;
    private final Feed progress;
    private final List<Connector> connectors = new ArrayList<>();

    private record Lookup(int target, List<Client> mine, URI url, CompletableFuture<InetAddress> answer) {}

    Joining(RunContext run, List<Client> clients, Feed progress) {
        this.run = run;
        this.clients = clients;
        this.progress = progress;
    }

    /** Looking up a host counts towards the connect timeout, but opens no connection late: all targets begin as soon as they can. */
    void carryOut() throws InterruptedException {
        List<Lookup> waiting = lookups();
        long deadline = System.nanoTime() + run.plan().connectTimeout().toNanos();
        boolean stopped = false;
        while (!stopped && !(waiting.isEmpty() && connectors.stream().allMatch(Connector::isDone))) {
            boolean late = System.nanoTime() >= deadline;
            waiting.removeIf(lookup -> settled(lookup, late));
            stopped = run.pulse().pause();
            progress.beat();
        }
        connectors.forEach(Connector::giveUp);
        progress.show();
    }

    private List<Lookup> lookups() {
        HostLookup hosts = new HostLookup();
        List<Lookup> lookups = new ArrayList<>();
        for (int i = 0; i < run.plan().targets().size(); i++) {
            int target = i;
            List<Client> mine =
                    clients.stream().filter(client -> client.target == target).toList();
            if (!mine.isEmpty()) {
                URI url = run.plan().dialect().url(run.identity(mine.get(0)));
                lookups.add(new Lookup(target, mine, url, hosts.address(url.getHost())));
            }
        }
        return lookups;
    }

    /** @return whether nothing more is to be waited for */
    private boolean settled(Lookup lookup, boolean late) {
        if (lookup.answer().isDone()) {
            try {
                open(lookup, lookup.answer().join());
            } catch (CompletionException e) {
                fail(lookup, "unknown host " + lookup.url().getHost());
            }
            return true;
        }
        if (late) {
            fail(lookup, "looking up host " + lookup.url().getHost() + " took longer than " + run.connectTimeoutText());
        }
        return late;
    }

    private void fail(Lookup lookup, String reason) {
        run.failures().add(run.label(lookup.target()), reason, lookup.mine().size());
    }

    private void open(Lookup lookup, InetAddress address) {
        URI url = lookup.url();
        int port = url.getPort() >= 0 ? url.getPort() : "wss".equals(url.getScheme()) ? 443 : 80;
        Connector connector = new Connector(
                lookup.mine(),
                Math.max(
                        FEWEST_HANDSHAKES_UNDER_WAY,
                        HANDSHAKES_UNDER_WAY / run.plan().targets().size()),
                run.plan().connectTimeout().toNanos(),
                client -> client.worker.execute(client::open),
                count -> run.failures()
                        .add(
                                run.label(lookup.target()),
                                "not tried: nothing opened here for " + run.connectTimeoutText(),
                                count));
        run.target(lookup.target(), new InetSocketAddress(address, port), connector);
        connectors.add(connector);
        connector.start(System.nanoTime());
    }
}
