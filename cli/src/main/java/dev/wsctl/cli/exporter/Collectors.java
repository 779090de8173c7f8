package dev.wsctl.cli.exporter;

import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.source.RedisSource;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is collected. Names that applications choose are bounded to the {@code top} largest. */
public final class Collectors {
    private final String prefix;
    private final int top;
    private final @Nullable Integer expectedInstances;
    private final Diagnose diagnose;

    /** A whole diagnosis. */
    public interface Diagnose {
        Diagnosis of(RedisSource source) throws InterruptedException;
    }

    public Collectors(String prefix, int top, @Nullable Integer expectedInstances, Diagnose diagnose) {
        this.prefix = prefix;
        this.top = top;
        this.expectedInstances = expectedInstances;
        this.diagnose = diagnose;
    }

    /**
     * @param interval of those that cost Redis next to nothing
     * @param slow of those that walk keys, or take two samples
     */
    public List<Collector> all(Duration interval, Duration slow, Duration deadline) {
        return List.of(
                new Collector("health", interval, deadline, new HealthLook()),
                new Collector("channels", interval, deadline, new ChannelsLook(top)),
                new Collector("subscribers", interval, deadline, new SubscribersLook()),
                new Collector("pool", interval, deadline, new PoolLook(top)),
                new Collector("instances", interval, deadline, new InstancesLook(prefix, expectedInstances)),
                new Collector("presence", slow, deadline, new PresenceLook(prefix)),
                new Collector("sessions", slow, deadline, new SessionsLook()),
                new Collector("doctor", slow, deadline, new DoctorLook(diagnose)));
    }
}
