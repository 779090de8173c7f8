package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.List;

/** LAT05: saving fails, or holds Redis up. */
final class Persistence implements NodeCheck {
    private static final Rule RULE = Rule.of("LAT05", "The disk holds Redis up, or fails it")
            .why("With an append-only file Redis waits for the disk; when saving fails, it refuses writes.")
            .threshold(
                    "aof_delayed_fsync stands still; the last write and the last snapshot are ok; appendfsync is not"
                            + " always",
                    "Redis: persistence")
            .remedy(
                    "{redis-cli} info persistence; look at the log of Redis, and at the disk: df -h, iostat -x 1",
                    "{redis-cli} config set appendfsync everysec",
                    "a faster disk, or no-appendfsync-on-rewrite yes")
            .affects("every user while it waits; sessions and presence when writes are refused");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        List<Found> found = new ArrayList<>();
        if (!node.text("rdb_last_bgsave_status").equals("ok")) {
            found.add(Found.critical(
                    node.address(),
                    "the last snapshot failed; Redis may refuse writes until one succeeds",
                    "rdb_last_bgsave_status " + node.text("rdb_last_bgsave_status")));
        }
        if (node.text("aof_enabled").equals("1")) {
            if (!node.text("aof_last_write_status").equals("ok")) {
                found.add(Found.critical(
                        node.address(),
                        "writing the append-only file failed; Redis refuses writes until it succeeds",
                        "aof_last_write_status " + node.text("aof_last_write_status")));
            }
            long delayed = node.growth("aof_delayed_fsync");
            if (delayed > 0) {
                found.add(Found.warning(
                        node.address(),
                        "Redis waited for the disk " + Text.count(delayed, "time") + " while we watched",
                        "aof_delayed_fsync +" + delayed + " in " + Text.seconds(node.window())));
            }
            if (node.config().present() && node.config("appendfsync").equals("always")) {
                found.add(
                        Found.info(node.address(), "Redis waits for the disk with every write", "appendfsync always"));
            }
        }
        return found;
    }
}
