package dev.wsctl.cli.capture;

import dev.wsctl.cli.model.CaptureReport;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import dev.wsctl.cli.model.evidence.PubSubFigures;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.model.evidence.Trouble;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What is in a capture, in numbers, and what is not. */
public final class Contents {
    private final Evidence evidence;
    private final Set<String> missing = new LinkedHashSet<>();
    private Status status = Status.OK;

    private Contents(Evidence evidence) {
        this.evidence = evidence;
    }

    /** @param file its path as it was given */
    public static CaptureReport of(Capture capture, String file, long bytes) {
        return new Contents(capture.evidence()).report(file, bytes);
    }

    private CaptureReport report(String file, long bytes) {
        for (Trouble trouble : evidence.troubles()) {
            missing.add(trouble.what());
            status = status.worse(trouble.refused() ? Status.UNKNOWN : Status.CRITICAL);
        }
        for (NodeEvidence node : evidence.nodes()) {
            essential(node.address() + " INFO", node.first().info(), node.last().info());
            essential(
                    node.address() + " subscribers",
                    node.first().subscribers(),
                    node.last().subscribers());
            Map<String, Reading<?>> parts = Map.of(
                    "config", node.config(),
                    "clients", node.clients(),
                    "pubsub", node.pubsub(),
                    "slowlog", node.slowlog(),
                    "latency", node.latency(),
                    "acl", node.acl(),
                    "ping", node.ping(),
                    "denials", node.denials());
            parts.keySet().stream().sorted().forEach(name -> {
                Reading<?> part = parts.get(name);
                if (part != null && !part.present()) {
                    missing.add(node.address() + " " + name + ": " + part.reason());
                }
            });
        }
        essential("heartbeats", evidence.heartbeats());
        if (!evidence.keys().present()) {
            missing.add("keys: " + evidence.keys().reason());
        }
        return new CaptureReport(
                file,
                bytes,
                evidence.target(),
                evidence.nodes().size(),
                size(evidence.heartbeats()),
                sum(node -> size(node.clients())),
                sum(node -> channels(node.pubsub().value())),
                evidence.keys().present() ? evidence.keys().need().keys().size() : 0,
                List.copyOf(missing),
                status);
    }

    private void essential(String name, Reading<?>... readings) {
        for (Reading<?> reading : readings) {
            if (!reading.present()) {
                missing.add(name + ": " + reading.reason());
                status = status.worse(Status.UNKNOWN);
            }
        }
    }

    private long sum(ToLongFunction<NodeEvidence> each) {
        return evidence.nodes().stream().mapToLong(each).sum();
    }

    private static long size(Reading<? extends Collection<?>> reading) {
        Collection<?> value = reading.value();
        return value == null ? 0 : value.size();
    }

    private static long channels(@Nullable PubSubFigures figures) {
        return figures == null
                ? 0
                : figures.channels().size() + figures.shardChannels().size();
    }
}
