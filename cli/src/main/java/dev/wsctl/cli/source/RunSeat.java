package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.load.team.TeamLink;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.UUID;

/** A worker's place in a load test that a process elsewhere leads: it is put on the roll and waits to be told what to do. */
public final class RunSeat implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RunLink link;
    private final SignOfLife life;
    private final RedisNode out;

    private RunSeat(RunLink link, SignOfLife life, RedisNode out) {
        this.link = link;
        this.life = life;
        this.out = out;
    }

    /** @param run the name of the run, the same for its leader */
    public static RunSeat take(RedisTarget target, String run) {
        RunKeys keys = new RunKeys(run);
        String token = host() + "." + ProcessHandle.current().pid() + "."
                + UUID.randomUUID().toString().substring(0, 8);
        try (RedisSource source = RedisSource.of(target, Deadline.after(PATIENCE))) {
            RedisNode owner = source.ownerOf(keys.roll(), source.masters().get(0));
            RedisNode out = source.dropped(owner);
            SignOfLife life = new SignOfLife(source.dropped(owner), keys.worker(token));
            RunLink link = new RunLink(
                    "the leader",
                    out,
                    keys.from(token),
                    source.dropped(owner),
                    keys.to(token),
                    keys.leader(),
                    RedisClock.read(out));
            out.call("RPUSH", keys.roll(), token);
            out.call("EXPIRE", keys.roll(), Integer.toString(RunKeys.SECONDS));
            return new RunSeat(link, life, out);
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9-]", "-");
        } catch (UnknownHostException e) {
            return "worker";
        }
    }

    public TeamLink link() {
        return link;
    }

    @Override
    public void close() {
        link.close();
        life.close();
        out.close();
    }
}
