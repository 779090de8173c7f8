package dev.wsctl.cli.option;

import dev.wsctl.cli.model.Glob;
import dev.wsctl.cli.model.Subscriber;
import java.util.Comparator;
import picocli.CommandLine.Option;

/** Which subscribing connections to show, and which of them first. */
public final class SubscriberFilter {
    private static final int FOR_PEOPLE = 50;

    /** What comes first. */
    enum Order {
        NAME,
        UNREAD,
        IDLE,
        AGE,
        SUBSCRIPTIONS
    }

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            description = "name, or most first: unread, idle, age, subscriptions. Default: name.")
    private Order sort = Order.NAME;

    @Option(
            names = {"-n", "--limit", "--top"},
            paramLabel = "N",
            description = "Show the first N connections; 0 shows all. Default: 50 for people, all for programs.")
    private int limit = -1;

    @Option(names = "--name", paramLabel = "GLOB", description = "Only connections whose names match.")
    private String name = "*";

    @Option(names = "--address", paramLabel = "GLOB", description = "Only connections from addresses that match.")
    private String address = "*";

    public boolean takes(Subscriber client) {
        return new Glob(name).matches(client.name()) && new Glob(address).matches(client.address());
    }

    public Comparator<Subscriber> order() {
        Comparator<Subscriber> first = switch (sort) {
            case NAME -> Comparator.comparing(Subscriber::name);
            case UNREAD -> Comparator.comparingLong(Subscriber::outputBuffer).reversed();
            case IDLE -> Comparator.comparing(Subscriber::idle).reversed();
            case AGE -> Comparator.comparing(Subscriber::age).reversed();
            case SUBSCRIPTIONS ->
                Comparator.comparingLong(Subscriber::allSubscriptions).reversed();
        };
        return first.thenComparing(Subscriber::name).thenComparing(Subscriber::address);
    }

    /** @param forPeople rather than for programs, who want all */
    public int limit(boolean forPeople) {
        int chosen = limit >= 0 ? limit : forPeople ? FOR_PEOPLE : 0;
        return chosen == 0 ? Integer.MAX_VALUE : chosen;
    }
}
