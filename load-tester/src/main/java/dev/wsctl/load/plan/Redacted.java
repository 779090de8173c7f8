package dev.wsctl.load.plan;

import java.net.URI;

/** URLs as they may be shown: without user, password, and the values of query parameters (tokens travel there). */
public final class Redacted {

    private Redacted() {}

    /** {@code ws://u:p@h:1/ws?token=x} becomes {@code ws://h:1/ws?token=***}. */
    public static String url(URI url) {
        if (url.getHost() == null) {
            // Not one we could have opened; what looks like a user's part is cut all the same.
            return url.toString().replaceFirst("//[^/@]*@", "//").replaceAll("=[^&]*", "=***");
        }
        StringBuilder shown =
                new StringBuilder().append(url.getScheme()).append("://").append(url.getHost());
        if (url.getPort() >= 0) {
            shown.append(':').append(url.getPort());
        }
        if (url.getRawPath() != null) {
            shown.append(url.getRawPath());
        }
        if (url.getRawQuery() != null) {
            shown.append('?').append(url.getRawQuery().replaceAll("=[^&]*", "=***"));
        }
        return shown.toString();
    }
}
