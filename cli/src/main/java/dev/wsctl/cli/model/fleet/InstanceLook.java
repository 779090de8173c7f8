package dev.wsctl.cli.model.fleet;

import dev.wsctl.cli.model.InstanceStatus;
import org.jspecify.annotations.Nullable;

/**
 * An instance as its heartbeat describes it, and as it describes itself.
 *
 * @param figures what it told when asked; null when it was not, or did not
 * @param silence why there are none; empty when there are, or nobody asked
 * @param refused nobody listens at its address: the process has ended, or listens elsewhere than its heartbeat says
 */
public record InstanceLook(InstanceStatus status, @Nullable InstanceFigures figures, String silence, boolean refused) {}
