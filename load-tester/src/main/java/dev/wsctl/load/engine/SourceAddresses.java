package dev.wsctl.load.engine;

import dev.wsctl.load.preflight.ProcFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Local addresses to connect from. One address has as many connections to one target as there are ephemeral ports; on
 * Linux' loopback all of 127.0.0.0/8 is ours, so further connections come from 127.0.0.2 and so on.
 */
final class SourceAddresses {

    private static final Path PORT_RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int USUAL_PORTS = 28_000;
    /** Some ports are taken by others, or wait for the end of an earlier connection. */
    private static final double USABLE = 0.9;

    private final int perAddress;
    private final boolean linux;
    private final List<InetAddress> given;

    SourceAddresses(int perAddress, boolean linux) {
        this(perAddress, linux, List.of());
    }

    /** @param given to be used in turn; empty: as the system chooses */
    SourceAddresses(int perAddress, boolean linux, List<InetAddress> given) {
        this.perAddress = perAddress;
        this.linux = linux;
        this.given = given;
    }

    /** @param given to be used in turn; empty: as the system chooses */
    static SourceAddresses ofThisMachine(List<InetAddress> given) {
        int ports = USUAL_PORTS;
        boolean linux = Files.isReadable(PORT_RANGE);
        if (linux) {
            try {
                String[] range = ProcFile.text(PORT_RANGE).strip().split("\\s+");
                ports = Integer.parseInt(range[1]) - Integer.parseInt(range[0]) + 1;
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                // An unreadable range only means that the usual one is assumed.
                ports = USUAL_PORTS;
            }
        }
        return new SourceAddresses(Math.max(1, (int) (ports * USABLE)), linux, given);
    }

    /**
     * @param ordinal of the connection among those to this target, from 0
     * @return null: as the system chooses
     */
    @Nullable InetAddress of(InetAddress target, int ordinal) {
        List<InetAddress> suitable = given.stream()
                .filter(each -> each.getAddress().length == target.getAddress().length)
                .toList();
        if (!suitable.isEmpty()) {
            return suitable.get(ordinal % suitable.size());
        }
        int address = ordinal / perAddress;
        if (address == 0 || !linux || !target.isLoopbackAddress() || target.getAddress().length != 4) {
            return null;
        }
        int host = address + 1;
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, (byte) (host >> 8), (byte) host});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
