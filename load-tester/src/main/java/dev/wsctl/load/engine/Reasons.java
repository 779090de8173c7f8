package dev.wsctl.load.engine;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Failures of a socket in words for a report, the same words for the same cause so that they can be counted. */
final class Reasons {

    private Reasons() {}

    /** Whether this can only be a mistake of this program, which no server causes. */
    static boolean isOurs(Throwable failure) {
        return failure instanceof Error
                || (failure instanceof RuntimeException && !(failure instanceof DecoderException));
    }

    private static String tls(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("certification path") || lower.contains("trust anchor")) {
            return "the server's certificate is signed by nobody this Java trusts";
        }
        if (lower.contains("subject alternative") || lower.contains("no name matching")) {
            return "the server's certificate is for another host: " + Opening.shown(message);
        }
        if (lower.contains("not an ssl/tls record")) {
            return "the server does not speak TLS on this port; use ws://";
        }
        if (lower.contains("certificate_required") || lower.contains("bad_certificate")) {
            return "the server wants a client certificate; give --cert and --key";
        }
        return Opening.shown(message);
    }

    static String of(Throwable failure) {
        if (failure instanceof DecoderException && failure.getCause() != null) {
            return of(failure.getCause());
        }
        if (failure instanceof SSLException) {
            Throwable root = failure;
            while (root.getCause() != null && root.getCause() != root) {
                root = root.getCause();
            }
            return "TLS: " + tls(String.valueOf(root.getMessage()));
        }
        String message = String.valueOf(failure.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (failure instanceof ConnectTimeoutException) {
            return "no connection within the connect timeout";
        }
        if (lower.contains("refused")) {
            return "connection refused";
        }
        if (lower.contains("reset by peer") || lower.contains("connection reset") || lower.contains("broken pipe")) {
            return "connection reset by the server";
        }
        if (lower.contains("too many open files")) {
            return "this machine: too many open files";
        }
        if (lower.contains("cannot assign requested address") || lower.contains("address already in use")) {
            return "this machine: no free port left for another connection to this target";
        }
        if (lower.contains("unreachable") || lower.contains("no route to host")) {
            return "network or host unreachable";
        }
        if (failure instanceof ClosedChannelException) {
            return "closed by the server";
        }
        if (failure instanceof ConnectException || failure instanceof java.io.IOException) {
            return Opening.shown(message);
        }
        return Opening.shown(failure.getClass().getSimpleName() + ": " + message);
    }
}
