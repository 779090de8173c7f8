package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.evidence.AbsentException;
import dev.wsctl.cli.model.evidence.Evidence;
import java.util.List;

/** The instances that keep a heartbeat. */
final class Instances {
    private Instances() {}

    /** @throws AbsentException when there is none: nobody to judge */
    static List<InstanceStatus> of(Evidence evidence) {
        List<InstanceStatus> instances = evidence.heartbeats().need();
        if (instances.isEmpty()) {
            throw new AbsentException("no instance keeps a heartbeat under " + evidence.prefix() + ":instances:*");
        }
        return instances;
    }
}
