package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.AbsentException;
import dev.wsctl.cli.model.evidence.NodeEvidence;

/**
 * {@code client-output-buffer-limit pubsub}; zero is no limit.
 *
 * @param hard bytes at which a subscriber is disconnected at once
 * @param soft bytes at which it is disconnected when they last
 * @param softSeconds how long
 */
record OutputLimit(long hard, long soft, long softSeconds) {
    static OutputLimit of(NodeEvidence node) {
        String[] words = node.config("client-output-buffer-limit").split(" ");
        for (int i = 0; i + 3 < words.length; i++) {
            if (words[i].equals("pubsub")) {
                return new OutputLimit(
                        Long.parseLong(words[i + 1]), Long.parseLong(words[i + 2]), Long.parseLong(words[i + 3]));
            }
        }
        throw new AbsentException("client-output-buffer-limit names no pubsub");
    }

    /** Where trouble begins: the soft limit, or the hard one where that is all there is; zero for none. */
    long first() {
        return soft > 0 && (hard == 0 || soft < hard) ? soft : hard;
    }

    @Override
    public String toString() {
        return hard + " " + soft + " " + softSeconds;
    }
}
