package dev.wsctl.server.config;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Makes up an instance id where none was configured: the host's name, for people, and chance, for uniqueness. */
final class InstanceIds {

    private static final int MAX_HOST_LENGTH = 48;

    private InstanceIds() {}

    static String unique() {
        byte[] chance = new byte[4];
        new SecureRandom().nextBytes(chance);
        return hostName(System.getenv("HOSTNAME")) + "-" + HexFormat.of().formatHex(chance);
    }

    private static String hostName(@Nullable String name) {
        String usable = name == null ? "" : name.replaceAll("[^A-Za-z0-9_.-]", "");
        return usable.isEmpty() ? "instance" : usable.substring(0, Math.min(MAX_HOST_LENGTH, usable.length()));
    }
}
