package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.load.team.Team;
import dev.wsctl.load.team.TeamLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** The workers of a load test that have come from elsewhere, over Redis. */
public final class RunAssembly implements Team {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RunKeys keys;
    private final RedisNode out;
    private final SignOfLife life;
    private final List<String> tokens = new ArrayList<>();
    private final List<TeamLink> links = new ArrayList<>();

    private RunAssembly(RunKeys keys, RedisNode out, SignOfLife life) {
        this.keys = keys;
        this.out = out;
        this.life = life;
    }

    /**
     * Waits until as many workers as are wanted have come.
     *
     * @param come told how many are there, whenever one more is
     * @param stopped ends the waiting
     * @throws WsctlException UNKNOWN if they don't come in time
     */
    public static RunAssembly gather(
            RedisTarget target, String run, int wanted, Duration patience, IntConsumer come, BooleanSupplier stopped) {
        RunKeys keys = new RunKeys(run);
        try (RedisSource source = RedisSource.of(target, Deadline.after(PATIENCE))) {
            RedisNode owner = source.ownerOf(keys.roll(), source.masters().get(0));
            RedisNode out = source.dropped(owner);
            RunAssembly assembly = new RunAssembly(keys, out, new SignOfLife(source.dropped(owner), keys.leader()));
            try {
                assembly.await(source, owner, wanted, patience, come, stopped);
                return assembly;
            } catch (WsctlException e) {
                assembly.close();
                throw e;
            }
        }
    }

    private void await(
            RedisSource source,
            RedisNode owner,
            int wanted,
            Duration patience,
            IntConsumer come,
            BooleanSupplier stopped) {
        RedisClock clock = RedisClock.read(out);
        Deadline deadline = Deadline.after(patience);
        while (links.size() < wanted) {
            if (deadline.expired() || stopped.getAsBoolean()) {
                throw new WsctlException(
                        ExitCode.UNKNOWN,
                        links.size() + " of " + wanted + " workers came to run " + keys.run(),
                        "start them with wsctl loadtest --join and the same address, within " + patience.toSeconds()
                                + " s");
            }
            out.deadline(Deadline.after(PATIENCE));
            if (out.call("BLPOP", keys.roll(), "1") instanceof List<?> popped
                    && popped.get(1) instanceof String token
                    // Who has died since he came is of no use.
                    && out.number("EXISTS", keys.worker(token)) == 1) {
                tokens.add(token);
                owner.deadline(Deadline.after(PATIENCE));
                links.add(new RunLink(
                        "worker " + tokens.size() + " (" + token + ")",
                        out,
                        keys.to(token),
                        source.dropped(owner),
                        keys.from(token),
                        keys.worker(token),
                        clock));
                come.accept(links.size());
            }
        }
    }

    @Override
    public List<TeamLink> links() {
        return List.copyOf(links);
    }

    /** Ends every worker that waits or works still, and leaves no key behind. */
    @Override
    public void close() {
        links.forEach(TeamLink::close);
        life.close();
        List<String> all = new ArrayList<>(List.of("DEL", keys.roll()));
        for (String token : tokens) {
            all.add(keys.from(token));
        }
        synchronized (out) {
            try {
                out.deadline(Deadline.after(PATIENCE));
                out.call(all.toArray(String[]::new));
            } catch (WsctlException redisIsGone) {
                // They run out by themselves.
            }
            out.close();
        }
    }
}
