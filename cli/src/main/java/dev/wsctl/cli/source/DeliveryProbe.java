package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Delivery;
import dev.wsctl.cli.model.Participant;
import dev.wsctl.cli.model.RedisLink;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Verification;
import dev.wsctl.load.LoadTest;
import dev.wsctl.load.dialect.Dialect;
import dev.wsctl.load.engine.LoadListener;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.plan.Redacted;
import dev.wsctl.load.report.LoadReport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lets members on every instance talk to each other and accounts for every message: two rooms, so that a message in the
 * wrong one shows, and two members of each room on each instance, so that local delivery is more than an echo.
 */
public final class DeliveryProbe {
    private static final int ROOMS = 2;
    private static final int MEMBERS = 2;
    private static final int ROUNDS_PER_SECOND = 20;
    /** Long enough for a subscription to reach Redis after its member was told that it has joined. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final List<URI> targets;
    private final List<String> labels;
    private final RoomNames dialect;
    private final LoadPlan plan;
    private final Settings settings;

    /**
     * How to look.
     *
     * @param rounds messages each member sends
     * @param connectTimeout for one connection, until it has joined; also for asking an instance for its health
     * @param deadline after the last message, how long a delivery may take before it counts as lost
     * @param redis where to ask for subscriptions; absent: nobody is asked
     */
    public record Settings(
            int rounds,
            Duration connectTimeout,
            Duration deadline,
            boolean insecure,
            Map<String, String> headers,
            Optional<RedisTarget> redis) {
        public Settings {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * @param labels of the targets, in the same order
     * @throws dev.wsctl.load.plan.PlanException if this cannot be carried out
     */
    public DeliveryProbe(List<URI> targets, UnaryOperator<List<String>> labels, Dialect dialect, Settings settings) {
        this.targets = List.copyOf(targets);
        this.labels = labels.apply(targets.stream().map(Redacted::url).toList());
        this.dialect = new RoomNames(dialect);
        this.settings = settings;
        this.plan = plan();
        this.dialect.forget();
    }

    private LoadPlan plan() {
        int connections = targets.size() * ROOMS * MEMBERS;
        LoadPlanBuilder builder = LoadPlan.builder(dialect, targets)
                .connections(connections)
                .rooms(ROOMS)
                .ratePerSecond((double) connections * ROUNDS_PER_SECOND)
                .messageLimit((long) connections * settings.rounds())
                .warmUp(SETTLE)
                .duration(Duration.ofSeconds(1 + settings.rounds() / ROUNDS_PER_SECOND))
                .connectTimeout(settings.connectTimeout())
                .deliveryDeadline(settings.deadline())
                .trustAllCertificates(settings.insecure());
        settings.headers().forEach(builder::header);
        return builder.build();
    }

    /** Measures; takes about a second, and one more for every {@value #ROUNDS_PER_SECOND} rounds. */
    public Verification run(LoadTest test, LoadListener listener) {
        RedisWatch watch = new RedisWatch();
        LoadReport report = test.run(plan, progress -> {
            watch.follow(progress);
            listener.progress(progress);
        });
        List<Participant> participants = participants(report);
        List<String> doubts =
                report.connections().opened() > 0 ? report.generator().invalidReasons() : List.of();
        return new Verification(participants, deliveries(report), ROOMS, doubts, watch.view());
    }

    private List<Participant> participants(LoadReport report) {
        RedisLinkProbe links = new RedisLinkProbe(settings.connectTimeout());
        List<CompletableFuture<RedisLink>> answers = targets.stream()
                .map(target -> CompletableFuture.supplyAsync(() -> links.ask(target), DeliveryProbe::beside))
                .toList();
        List<Participant> participants = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            String name = Redacted.url(targets.get(i));
            List<LoadReport.Failure> failed = report.connections().failed().stream()
                    .filter(failure -> failure.target().equals(name))
                    .toList();
            int gone = failed.stream().mapToInt(LoadReport.Failure::count).sum();
            participants.add(new Participant(
                    labels.get(i),
                    name,
                    ROOMS * MEMBERS,
                    Math.max(0, ROOMS * MEMBERS - gone),
                    failed.stream().map(LoadReport.Failure::reason).toList(),
                    answers.get(i).join()));
        }
        return participants;
    }

    /** A thread each: whoever waits for an answer keeps all others waiting that share a pool with him. */
    private static void beside(Runnable task) {
        Thread thread = new Thread(task, "wsctl-delivery-probe");
        thread.setDaemon(true);
        thread.start();
    }

    private List<Delivery> deliveries(LoadReport report) {
        List<String> names = targets.stream().map(Redacted::url).toList();
        return report.matrix().stream()
                .map(pair -> new Delivery(
                        labels.get(names.indexOf(pair.from())),
                        labels.get(names.indexOf(pair.to())),
                        pair.expected(),
                        pair.delivered(),
                        pair.lost(),
                        pair.duplicated(),
                        pair.reordered(),
                        pair.misrouted(),
                        pair.service().p50(),
                        pair.service().p99()))
                .toList();
    }

    /** Looks at Redis while the members are joined, beside the run. */
    private final class RedisWatch {
        private final @Nullable RoomWatch publishing = settings.redis()
                .map(redis -> new RoomWatch(redis, settings.connectTimeout(), dialect))
                .orElse(null);
        private @Nullable CompletableFuture<RoomSubscriptions.Counted> look;

        /** Called by the thread that carries the run out: nothing is sent before this returns for the last one who joined. */
        void follow(LoadListener.Progress progress) {
            if (publishing == null) {
                return;
            }
            LoadListener.Phase phase = progress.phase();
            boolean joined = progress.opened() > 0 && progress.opened() + progress.failed() >= progress.asked();
            if (phase == LoadListener.Phase.CONNECTING && joined && publishing.start()) {
                publishing.awaitListening();
            } else if (phase == LoadListener.Phase.WARMING_UP) {
                publishing.start();
            } else if (phase == LoadListener.Phase.MEASURING && look == null) {
                publishing.expectMessages();
                RedisTarget redis = settings.redis().orElseThrow();
                look = CompletableFuture.supplyAsync(
                        () -> new RoomSubscriptions(redis, settings.connectTimeout())
                                .of(dialect.rooms(), publishing.shardChannels()),
                        DeliveryProbe::beside);
            }
        }

        Optional<Verification.RedisView> view() {
            if (publishing == null) {
                return Optional.empty();
            }
            Optional<RoomSubscriptions.Counted> counted;
            try {
                counted = Optional.ofNullable(look).map(this::counted);
            } finally {
                publishing.end();
            }
            return counted.map(subscriptions -> {
                List<Verification.Publication> seen = publishing.seen().stream()
                        .map(one -> new Verification.Publication(label(one.from()), one.family(), one.messages()))
                        .toList();
                List<Verification.Home> homes = publishing.homes().stream()
                        .map(one -> new Verification.Home(label(one.from()), one.room(), one.server()))
                        .toList();
                List<String> gaps = new ArrayList<>(publishing.gaps());
                gaps.addAll(subscriptions.unwatched());
                gaps.addAll(subscriptions.uncounted());
                return new Verification.RedisView(
                        subscriptions.families(), seen, homes, gaps, subscriptions.uncounted());
            });
        }

        private RoomSubscriptions.Counted counted(CompletableFuture<RoomSubscriptions.Counted> asked) {
            try {
                // The watch is confirmed first, and each may take its time.
                return asked.orTimeout(2 * settings.connectTimeout().toMillis() + 1000, TimeUnit.MILLISECONDS)
                        .join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof WsctlException known) {
                    throw known;
                }
                throw e;
            }
        }

        private String label(String url) {
            int target = targets.stream().map(Redacted::url).toList().indexOf(url);
            return target < 0 ? "" : labels.get(target);
        }
    }
}
