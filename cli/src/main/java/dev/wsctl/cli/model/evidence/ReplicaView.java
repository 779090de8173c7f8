package dev.wsctl.cli.model.evidence;

import java.util.List;

/**
 * A replica that a master names.
 *
 * @param clients its connections, without ours
 */
public record ReplicaView(String address, String master, Reading<List<Client>> clients) {}
