package dev.wsctl.cli.command;

import dev.wsctl.cli.check.doctor.Doctor;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Severity;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.model.fleet.Board;
import dev.wsctl.cli.model.fleet.FleetLook;
import dev.wsctl.cli.model.fleet.InstanceLook;
import dev.wsctl.cli.source.FleetReader;
import dev.wsctl.cli.source.RedisSource;
import dev.wsctl.cli.source.evidence.EvidenceSeries;
import dev.wsctl.cli.top.Looks;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at the fleet every so often, and beside that, on a thread and a connection of their own, at doctor's findings. */
final class FleetWatch implements AutoCloseable {
    private final FleetReader reader;
    private final RedisTarget target;
    private final Doctor doctor;
    private final EvidenceSeries series;
    private final Settings settings;
    private final Looks looks = new Looks();
    private final Thread examining = new Thread(this::examineForEver, "findings");
    private volatile Reading<List<InstanceStatus>> heartbeats = Reading.absent("not read yet");
    private volatile @Nullable Diagnosis diagnosis;
    private volatile @Nullable RuntimeException failure;
    /** Not shown yet. */
    private final AtomicReference<@Nullable Examined> fresh = new AtomicReference<>();

    /** @param timeout for one look, and for one examination */
    record Settings(String prefix, Duration interval, Duration findingsEvery, Duration timeout) {}

    private record Examined(Diagnosis diagnosis, long atNanos) {}

    FleetWatch(FleetReader reader, RedisTarget target, Doctor doctor, Settings settings) {
        this.reader = reader;
        this.target = target;
        this.doctor = doctor;
        this.settings = settings;
        this.series = new EvidenceSeries(settings.prefix());
        examining.setDaemon(true);
    }

    /** Begins to look for findings; until then, and until there are some, none are known. */
    void examineBeside() {
        examining.start();
    }

    /** Two looks and two examinations, one interval apart: what counts up needs both. */
    Board snapshot() throws InterruptedException {
        look();
        examine();
        TimeUnit.NANOSECONDS.sleep(settings.interval().toNanos());
        examine();
        return look();
    }

    /** One look, with the findings there are. */
    Board look() throws InterruptedException {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
        FleetLook look = reader.look();
        List<InstanceLook> instances = look.instances().value();
        heartbeats = instances == null
                ? Reading.absent(look.instances().reason())
                : Reading.of(instances.stream().map(InstanceLook::status).toList());
        Examined latest = fresh.getAndSet(null);
        if (latest != null) {
            looks.findings(latest.diagnosis().findings(), latest.diagnosis().untold(), latest.atNanos());
        }
        return looks.add(look);
    }

    /** A look every interval, until told to stop. */
    void lookForEver(Consumer<Board> board) throws InterruptedException {
        long next = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            board.accept(look());
            next = Math.max(next + settings.interval().toNanos(), System.nanoTime());
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
    }

    /** What it all comes to, for the exit code. */
    Status status(Board board, Severity failOn) {
        Diagnosis known = diagnosis;
        if (board.redis() == null) {
            return Status.CRITICAL;
        }
        return known == null ? Status.UNKNOWN : known.status(failOn);
    }

    private void examineForEver() {
        try {
            while (true) {
                long start = System.nanoTime();
                examine();
                // The second sample soon: without it nothing that counts up can be judged.
                Diagnosis known = diagnosis;
                boolean first = known == null || known.window().toMillis() < 1000;
                Duration pause = first ? Duration.ofSeconds(2) : settings.findingsEvery();
                TimeUnit.NANOSECONDS.sleep(start + pause.toNanos() - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void examine() {
        try (RedisSource source = RedisSource.of(target, Deadline.after(settings.timeout()))) {
            Diagnosis found = doctor.diagnose(series.next(source, heartbeats));
            diagnosis = found;
            fresh.set(new Examined(found, System.nanoTime()));
        }
    }

    @Override
    public void close() {
        examining.interrupt();
        reader.close();
    }
}
