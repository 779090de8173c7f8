package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.RedisTarget;

/**
 * Where the processes of a load test meet: {@code redis://host:6379#RUN}.
 *
 * @param run {@code [A-Za-z0-9._-]}, at most 64
 */
public record RunAddress(RedisTarget redis, String run) {

    /** @param option for messages, which repeat nothing of the URL: it may hold a password */
    static RunAddress parse(String address, String option) {
        int hash = address.lastIndexOf('#');
        String run = hash < 0 ? "" : address.substring(hash + 1);
        if (!run.matches("[A-Za-z0-9._-]{1,64}")) {
            throw WsctlException.usage(
                    option + " does not end with # and the name of a run, of letters, digits, '.', '_' and '-'",
                    option + " redis://host:6379#tuesday-1");
        }
        return new RunAddress(RedisUrl.parse(address.substring(0, hash), option), run);
    }
}
