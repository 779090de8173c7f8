package dev.wsctl.cli.model;

/**
 * What an instance says of its own connection to Redis, at {@code /health/redis}.
 *
 * @param detail its words, or why it could not be asked
 */
public record RedisLink(State state, String detail) {

    /** What was said. */
    public enum State {
        HEALTHY,
        UNHEALTHY,
        /** Single-instance mode, by configuration. */
        DISABLED,
        /** It offers no such page, or did not answer: says nothing about Redis. */
        NOT_TOLD
    }

    public static RedisLink notTold(String why) {
        return new RedisLink(State.NOT_TOLD, why);
    }
}
