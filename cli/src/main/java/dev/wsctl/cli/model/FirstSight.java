package dev.wsctl.cli.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code wsctl} alone finds where it is called.
 *
 * @param context the name of the one that is active; empty when there is none
 * @param contextProblem what is wrong with the files of contexts; empty when nothing is
 * @param redis null when there is no address to ask
 * @param redisProblem what is wrong with the address; empty when nothing is
 */
public record FirstSight(
        String context, String contextProblem, @Nullable Redis redis, String redisProblem, Servers servers) {
    /** Who answers at an address. */
    public enum Answer {
        /** A Redis that answers. */
        REDIS,
        /** A Redis that wants a password, or TLS: it can't be told which. */
        CLOSED_REDIS,
        /** An HTTP server that says it is a reference server. */
        REFERENCE_SERVER,
        /** Somebody, but nobody wsctl knows. */
        SOMETHING,
        /** Nobody listens there, or there is no such place. */
        NOBODY,
        /** No answer in the time; there may be somebody. */
        SILENCE
    }

    /**
     * @param display its address, without any secret
     * @param ofContext the context names it, and where its password is to be had
     */
    public record Redis(String display, boolean tls, boolean ofContext, Answer answer) {}

    /** The WebSocket servers, as far as anything tells of them. */
    public sealed interface Servers {
        /** Named by the context. */
        record OfContext(int count) implements Servers {}

        /** Found in the registry they keep in that Redis. */
        record Registered(List<InstanceStatus> instances) implements Servers {
            public Registered {
                instances = List.copyOf(instances);
            }
        }

        /** Seen by the channels they subscribe to: that many, at an address that Redis doesn't know. */
        record Seen(String framework, long instances) implements Servers {}

        /** One at the reference server's own port of this machine. */
        record Local(String url) implements Servers {}

        /** Nothing tells of any. */
        record Unknown() implements Servers {}
    }
}
