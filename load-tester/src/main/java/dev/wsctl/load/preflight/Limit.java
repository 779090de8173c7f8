package dev.wsctl.load.preflight;

import java.util.OptionalLong;

/**
 * One limit of the machine, held against what a plan needs.
 *
 * @param name in a word or two, with the server's address where it is one's own
 * @param state whether it is enough
 * @param needed of the unit
 * @param allowed of the unit; empty: not known, or {@link Machine#UNLIMITED}
 * @param inBytes whether the unit is a byte; else they are counted
 * @param problem one line; empty where there is none
 * @param hint one line: what to do about it; empty where there is nothing to do
 */
public record Limit(
        String name, State state, long needed, OptionalLong allowed, boolean inBytes, String problem, String hint) {

    /** Whether a limit is enough. */
    public enum State {
        OK,
        /** It may be too low, which shows only then. */
        TIGHT,
        /** The run cannot be carried out. */
        TOO_LOW,
        /** The machine does not tell. */
        UNKNOWN
    }

    static final String NOT_TOLD = "this machine does not tell";

    static Limit ok(String name, long needed, OptionalLong allowed) {
        return new Limit(name, State.OK, needed, allowed, false, "", "");
    }

    static Limit unknown(String name, long needed) {
        return new Limit(name, State.UNKNOWN, needed, OptionalLong.empty(), false, NOT_TOLD, "");
    }
}
