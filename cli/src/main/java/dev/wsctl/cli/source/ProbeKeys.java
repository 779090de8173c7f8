package dev.wsctl.cli.source;

import java.util.concurrent.ThreadLocalRandom;

/** Names that only wsctl uses, new for every run. */
final class ProbeKeys {
    /** Seconds after which Redis forgets a probe key that we could not delete. */
    static final String TTL_SECONDS = "10";

    private ProbeKeys() {}

    static String fresh(String what) {
        return "wsctl:probe:" + what + ":"
                + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    }
}
