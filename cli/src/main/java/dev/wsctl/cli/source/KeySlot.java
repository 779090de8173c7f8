package dev.wsctl.cli.source;

import java.nio.charset.StandardCharsets;

/** Where a cluster keeps a key or a shard channel: CRC16 (XMODEM) of the name, or of its {@code {tag}}, modulo 16,384. */
public final class KeySlot {
    private static final int SLOTS = 16_384;

    private KeySlot() {}

    public static int of(String name) {
        int open = name.indexOf('{');
        int close = open < 0 ? -1 : name.indexOf('}', open + 1);
        String hashed = close > open + 1 ? name.substring(open + 1, close) : name;
        int crc = 0;
        for (byte b : hashed.getBytes(StandardCharsets.UTF_8)) {
            crc ^= (b & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
            }
            crc &= 0xffff;
        }
        return crc % SLOTS;
    }
}
