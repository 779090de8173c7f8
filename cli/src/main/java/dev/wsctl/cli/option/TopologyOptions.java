package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.plan.PlanException;
import dev.wsctl.load.plan.RoomSkew;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How many clients, in which rooms, and who of them sends. */
public final class TopologyOptions {
    private static final int DEFAULT_CONNECTIONS = 100;
    private static final int DEFAULT_ROOMS = 10;

    @Option(
            names = {"-c", "--connections"},
            paramLabel = "N",
            description = "Connections to hold open, spread over all targets. Default: 100.")
    private @Nullable Integer connections;

    @Option(
            names = "--rooms",
            paramLabel = "N",
            description = "Rooms they are spread over; every room spans all targets. Default: 10.")
    private @Nullable Integer rooms;

    @Option(
            names = "--members",
            paramLabel = "N",
            description = "Members of a room, on average: in place of --connections, which are then rooms times that.")
    private @Nullable Integer members;

    @Option(
            names = "--skew",
            paramLabel = "even|zipf[:EXPONENT]",
            converter = SkewText.class,
            description = "Rooms of one size, or few large and many small ones: room k has members in proportion to"
                    + " 1/k^EXPONENT (1). Default: even.")
    private RoomSkew skew = RoomSkew.NONE;

    @Option(
            names = "--senders",
            paramLabel = "PERCENT",
            converter = ShareText.class,
            description = "How many of each room's members send, at least one: 10%%. Default: 100%%.")
    private double senders = 1;

    int rooms() {
        if (rooms != null) {
            return rooms;
        }
        return members != null ? DEFAULT_ROOMS : Math.max(1, Math.min(DEFAULT_ROOMS, connections()));
    }

    /** @throws WsctlException if they are said twice, and differently */
    int connections() {
        if (members == null) {
            return connections == null ? DEFAULT_CONNECTIONS : connections;
        }
        long product = (long) members * rooms();
        if (connections != null && connections != product) {
            throw WsctlException.usage(
                    rooms() + " rooms of " + members + " members are not " + connections + " connections",
                    "--members or --connections, not both");
        }
        if (members < 1) {
            throw WsctlException.usage("--members must be at least 1, not " + members, "--members 50");
        }
        return atMost(product);
    }

    /** What was asked for, but for the connections. */
    void applyTo(LoadPlanBuilder plan, int wanted) {
        plan.connections(wanted).rooms(rooms()).skew(skew).senderShare(senders);
    }

    /** No more than an int holds, which is refused all the same. */
    static int atMost(long connections) {
        return (int) Math.min(Integer.MAX_VALUE, connections);
    }

    static final class SkewText implements ITypeConverter<RoomSkew> {
        @Override
        public RoomSkew convert(String value) {
            try {
                return RoomSkew.parse(value);
            } catch (PlanException e) {
                throw new TypeConversionException(e.getMessage() + ". " + e.hint());
            }
        }
    }

    static final class ShareText implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            if (!value.matches("[0-9]{1,3}(\\.[0-9]{1,6})?%")) {
                throw new TypeConversionException("'" + value + "' is no percentage; try 10%");
            }
            return Double.parseDouble(value.substring(0, value.length() - 1)) / 100;
        }
    }
}
