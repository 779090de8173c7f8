package dev.wsctl.cli.connect;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.glassfish.tyrus.core.HandshakeException;
import org.jspecify.annotations.Nullable;

/** Says in two lines why a connection did not come about. */
final class LinkFailure {
    private static final Pattern STATUS = Pattern.compile("not 101: (\\d{3})");

    private LinkFailure() {}

    static WsctlException of(URI url, Throwable failure) {
        if (failure instanceof WsctlException known) {
            return known;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HandshakeException refused) {
                return refused(url, status(refused));
            }
            WsctlException told = network(url, cause);
            if (told != null) {
                return told;
            }
        }
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return failed(
                where(url) + " can't be connected to: " + root.getMessage(),
                "is it a WebSocket server? curl -i " + http(url));
    }

    private static @Nullable WsctlException network(URI url, Throwable cause) {
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return failed("unknown host " + url.getHost(), "check the name, or use the address instead");
        }
        if (cause instanceof NoRouteToHostException) {
            return failed("no route to " + where(url), "check the address, the network and the firewall");
        }
        if (cause instanceof ConnectException) {
            return failed(where(url) + " refused the connection", "is the server running there, on that port?");
        }
        if (cause instanceof TimeoutException) {
            return failed(where(url) + " gave no answer to the handshake", "is it stopped? --timeout waits longer");
        }
        if (cause instanceof SSLException) {
            return tls(url, String.valueOf(cause.getMessage()));
        }
        return null;
    }

    private static WsctlException tls(URI url, String message) {
        if (message.contains("PKIX") || message.contains("certification path")) {
            return failed(
                    where(url) + " shows a certificate nobody here has signed",
                    "--tls-ca with the PEM file of its authority, or --insecure to look past it");
        }
        if (message.contains("subject alternative") || message.contains("No name matching")) {
            return failed(
                    where(url) + " shows a certificate for another name",
                    "the name in the certificate, or --insecure to look past it");
        }
        boolean plain = message.toLowerCase(Locale.ROOT).contains("unrecognized ssl message")
                || message.contains("Unsupported or unrecognized");
        return failed(
                plain ? where(url) + " doesn't speak TLS" : where(url) + " failed the TLS handshake: " + message,
                plain ? "ws:// instead of wss://" : "ws:// if it has no TLS; or --insecure");
    }

    static WsctlException late(URI url, Duration timeout) {
        return failed(
                where(url) + " gave no answer to the handshake within " + timeout.toMillis() + " ms",
                "is it stopped, or another kind of server? --timeout waits longer");
    }

    private static int status(HandshakeException refused) {
        if (refused.getHttpStatusCode() > 0) {
            return refused.getHttpStatusCode();
        }
        Matcher status = STATUS.matcher(String.valueOf(refused.getMessage()));
        return status.find() ? Integer.parseInt(status.group(1)) : 0;
    }

    /** The server's own words are not to be had from Tyrus; what they usually are is. */
    private static WsctlException refused(URI url, int status) {
        String hint = switch (status) {
            case 200, 204 -> "an HTTP server answers there: is the path right?";
            case 301, 302, 307, 308 -> "it redirects: curl -i " + http(url) + " shows where to";
            case 400 -> "a parameter is missing or wrong: --room, --name, or in the URL";
            case 401 -> "-H 'Authorization: Bearer …'";
            case 403 -> "-H 'Origin: https://…' that it allows; or its session is unknown there";
            case 404 -> "the path: /ws, /chat, /socket.io/ …";
            case 426 -> "a proxy before it drops the Upgrade header";
            case 429 -> "too many connections from here: later";
            case 502, 503, 504 -> "it is overloaded, shuts down, or the proxy finds none behind it: later";
            default -> "curl -i " + http(url);
        };
        return failed(
                where(url) + " refused the WebSocket handshake" + (status == 0 ? "" : " with HTTP " + status), hint);
    }

    private static WsctlException failed(String what, String hint) {
        return new WsctlException(ExitCode.CRITICAL, what, hint);
    }

    /** Without the query, which may hold a token. */
    static String where(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + path;
    }

    private static String http(URI url) {
        return where(url).replaceFirst("^ws", "http");
    }
}
