package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.List;

/** SEC02: a password that can be guessed, or traffic that can be read. */
final class WeakAccess implements NodeCheck {
    private static final Rule RULE = Rule.of("SEC02", "Access to Redis is weakly protected")
            .why("Redis answers a great many guesses a second, so a short password is soon found; and without TLS"
                    + " password, sessions and messages cross the network in the clear.")
            .threshold(
                    "a password of 16 characters or more that is in nobody's list; TLS beyond loopback",
                    "Redis: security")
            .remedy(
                    "{redis-cli} acl genpass makes a password; acl setuser default '>PASSWORD' sets it",
                    "tls-port in redis.conf, then rediss:// in REDIS_URL")
            .affects("sessions, messages, everything on this Redis");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        List<Found> found = new ArrayList<>();
        if (node.config("requirepass").equals("weak")) {
            found.add(
                    Found.warning(node.address(), "the password can be guessed", "requirepass is short or well known"));
        }
        boolean here = node.address().startsWith("127.")
                || node.address().startsWith("localhost:")
                || node.address().startsWith("[::1]")
                || node.address().startsWith("/");
        if (!node.tls() && !here) {
            found.add(Found.warning(
                    node.address(),
                    "password, sessions and messages cross the network in the clear",
                    "reached as redis://" + node.address() + ", without TLS"));
        }
        return found;
    }
}
