package dev.wsctl.load.engine;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Looks up hosts, each once and all at the same time, on threads of their own: the system's resolver has no deadline. */
final class HostLookup {

    private final Map<String, CompletableFuture<InetAddress>> answers = new ConcurrentHashMap<>();

    /** The address when it is known; exceptional if there is none. Never completed if nobody answers. */
    CompletableFuture<InetAddress> address(String host) {
        return answers.computeIfAbsent(host, HostLookup::begin);
    }

    private static CompletableFuture<InetAddress> begin(String host) {
        CompletableFuture<InetAddress> answer = new CompletableFuture<>();
        Thread lookup = new Thread(
                () -> {
                    try {
                        answer.complete(InetAddress.getByName(host));
                    } catch (java.net.UnknownHostException | RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                },
                "wsctl-lookup");
        lookup.setDaemon(true);
        lookup.start();
        return answer;
    }
}
