package dev.wsctl.load.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks up a target's address once, with a deadline that the system's resolver doesn't have. */
final class HostLookup {

    private HostLookup() {}

    /** @throws UnknownHostException with a message for a report */
    static InetSocketAddress address(URI url, Duration timeout) throws UnknownHostException, InterruptedException {
        int port = url.getPort() >= 0 ? url.getPort() : "wss".equals(url.getScheme()) ? 443 : 80;
        String host = url.getHost();
        CompletableFuture<InetAddress> answer = new CompletableFuture<>();
        Thread lookup = new Thread(() -> complete(answer, host), "wsctl-lookup");
        lookup.setDaemon(true);
        lookup.start();
        try {
            return new InetSocketAddress(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS), port);
        } catch (ExecutionException e) {
            throw new UnknownHostException("unknown host " + host);
        } catch (TimeoutException e) {
            throw new UnknownHostException("looking up host " + host + " took too long");
        }
    }

    private static void complete(CompletableFuture<InetAddress> answer, String host) {
        try {
            answer.complete(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            answer.completeExceptionally(e);
        }
    }
}
